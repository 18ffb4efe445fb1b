package io.github.ocimaven.text;

import java.util.regex.Pattern;

/** Makes untrusted text, from a source or a registry, safe to quote in messages. */
public final class ForeignText {

  /** C0 and C1 controls, marks that reorder text, and line separators. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private ForeignText() {}

  /**
   * Keeps text from breaking out of its line, and from controlling a terminal.
   *
   * @param text an untrusted name or value
   */
  public static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("�");
  }

  /**
   * Also keeps text from flooding the log.
   *
   * @param text an untrusted name or value
   * @param maxLength the maximum number of characters to keep
   */
  public static String printable(String text, int maxLength) {
    String line = printable(text);
    return line.length() <= maxLength ? line : line.substring(0, maxLength) + "…";
  }

  /**
   * Joins text of several lines into one.
   *
   * @param text an untrusted message
   * @param maxLength the maximum number of characters to keep
   */
  public static String oneLine(String text, int maxLength) {
    return printable(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), maxLength);
  }
}
