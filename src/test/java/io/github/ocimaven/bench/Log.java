package io.github.ocimaven.bench;

import java.util.Locale;

/** Says how far the benchmark is. */
final class Log {

  private Log() {}

  static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
