package io.github.ocimaven.mojo.log;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** The terminal that Maven was started from, if there is one. */
final class Terminal {

  private Terminal() {}

  /**
   * Returns a writer to the terminal. It bypasses System.out on purpose: with {@code --log-file}
   * the log goes to the file, and the live line must not.
   */
  @SuppressWarnings("SystemConsoleNull") // null before Java 22, asked by isTerminal from then on
  public static Optional<PrintWriter> writer() {
    Console console = System.console();
    if (console == null || !isTerminal(console) || "dumb".equals(System.getenv("TERM"))) {
      return Optional.empty();
    }
    return Optional.of(console.writer());
  }

  /** From Java 22 on there is a console even where there is no terminal; it can be asked. */
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
