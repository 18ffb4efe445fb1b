package io.github.ocimaven.text;

import java.time.Duration;
import java.util.Locale;

/** Formats amounts for people. */
public final class Units {

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Units() {}

  /** Formats a number of bytes in binary units: {@code 512 B}, {@code 1.5 MiB}. */
  public static String bytes(long bytes) {
    double amount = (double) bytes;
    int unit = 0;
    while (amount >= 1024 && unit < BINARY.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, BINARY[unit]);
  }

  /** Formats a duration: {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 1 h 5 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    return seconds(seconds);
  }

  /** Formats whole seconds: {@code 12 s}, {@code 3 min 20 s}, {@code 1 h 5 min}. */
  public static String seconds(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** Formats a number with its noun: {@code 1 blob}, {@code 2 blobs}. */
  public static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
