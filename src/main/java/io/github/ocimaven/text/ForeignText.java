package io.github.ocimaven.text;

import java.util.regex.Pattern;

/** Text from a source or a registry, made safe for our messages. */
public final class ForeignText {

  /** C0 and C1 control characters, marks that reorder text, and line separators. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private ForeignText() {}

  /** Replaces characters that would end the line or control a terminal. */
  public static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("�");
  }

  /**
   * Replaces such characters, and truncates long text.
   *
   * @param maxLength the maximum number of characters
   */
  public static String printable(String text, int maxLength) {
    String line = printable(text);
    return line.length() <= maxLength ? line : line.substring(0, maxLength) + "…";
  }

  /**
   * Joins several lines into one, and truncates long text.
   *
   * @param maxLength the maximum number of characters
   */
  public static String oneLine(String text, int maxLength) {
    return printable(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), maxLength);
  }
}
