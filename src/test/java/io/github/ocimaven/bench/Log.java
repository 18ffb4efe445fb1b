package io.github.ocimaven.bench;

import java.util.Locale;

/** Logs the progress of the benchmark. */
final class Log {

  private Log() {}

  static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
