package io.github.ocimaven.mojo.log;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** The terminal that Maven was started from, if there is one. */
final class Terminal {

  private Terminal() {}

  /**
   * Returns a writer to the terminal. It bypasses System.out on purpose: with {@code --log-file}
   * the log goes to the file, but the live line must not.
   */
  @SuppressWarnings("SystemConsoleNull") // null before Java 22; from 22 on, isTerminal is asked
  public static Optional<PrintWriter> writer() {
    Console console = System.console();
    if (console == null || !isTerminal(console) || "dumb".equals(System.getenv("TERM"))) {
      return Optional.empty();
    }
    return Optional.of(console.writer());
  }

  /**
   * Since Java 22, a console exists even without a terminal; its {@code isTerminal} tells them
   * apart.
   */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
