package io.github.ocimaven.text;

import java.util.regex.Pattern;

/** Text that a source or a registry chose, in a message of ours. */
public final class ForeignText {

  /** C0 and C1 controls, marks that reorder text, and what separates lines. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private ForeignText() {}

  /**
   * Keeps text from breaking out of its line, and from directing a terminal.
   *
   * @param text a name or value that somebody else chose
   */
  public static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("�");
  }

  /**
   * Keeps text, too, from flooding the log.
   *
   * @param text a name or value that somebody else chose
   * @param maxLength how many characters are shown
   */
  public static String printable(String text, int maxLength) {
    String line = printable(text);
    return line.length() <= maxLength ? line : line.substring(0, maxLength) + "…";
  }

  /**
   * Makes text of several lines fit into a line of ours.
   *
   * @param text what somebody else says
   * @param maxLength how many characters are shown
   */
  public static String oneLine(String text, int maxLength) {
    return printable(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), maxLength);
  }
}
