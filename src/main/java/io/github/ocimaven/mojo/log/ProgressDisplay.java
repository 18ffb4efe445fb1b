package io.github.ocimaven.mojo.log;

import io.github.ocimaven.mojo.parameter.Progress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Shows the progress of a transfer. Only one thread at a time may call it. */
public interface ProgressDisplay {

  /** Shows nothing. */
  ProgressDisplay NONE = (transfer, now, end) -> {};

  /**
   * Returns the display that the parameter {@code progress} asks for: a live line needs a terminal
   * that only this push writes to.
   *
   * @param alone whether only this push may write to the terminal
   * @param now the time, in nanoseconds
   */
  static ProgressDisplay of(Progress progress, boolean alone, Log log, long now) {
    if (progress == Progress.NONE || !log.isInfoEnabled()) {
      return NONE;
    }
    if (progress == Progress.AUTO && alone) {
      var terminal = Terminal.writer();
      if (terminal.isPresent()) {
        return new LiveLine(terminal.get(), now);
      }
    }
    return new LogLines(log::info, now);
  }

  /**
   * Shows a change.
   *
   * @param now the time, in nanoseconds
   * @param end whether this was the last change
   */
  void update(Transfer transfer, long now, boolean end);

  /** Clears the display, so that a log line can be written. */
  default void clear() {}

  /** Log lines: at least five seconds apart, and only after 10 % of progress or 30 seconds. */
  final class LogLines implements ProgressDisplay {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final long LONG_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final int STEP_PERCENT = 10;

    private final Consumer<String> log;
    private long last;
    private int lastPercent;

    /**
     * Creates a display.
     *
     * @param now the time, in nanoseconds
     */
    public LogLines(Consumer<String> log, long now) {
      this.log = log;
      this.last = now;
    }

    @Override
    public void update(Transfer transfer, long now, boolean end) {
      long pause = now - last;
      boolean due =
          pause >= LONG_PAUSE
              || (pause >= PAUSE && transfer.percent() - lastPercent >= STEP_PERCENT);
      if (due && !end) {
        log.accept("Pushing to " + transfer.name() + ": " + transfer.describe(now));
        last = now;
        lastPercent = transfer.percent();
      }
    }
  }

  /**
   * One line of a terminal, which is overwritten. It only needs a carriage return, which every
   * terminal supports.
   */
  final class LiveLine implements ProgressDisplay {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The narrowest terminals in use have 80 columns, and a line that wraps can't be overwritten.
     */
    private static final int WIDTH = 79;

    private final PrintWriter terminal;
    private long last;
    private int shown;

    /**
     * Creates a display.
     *
     * @param now the time, in nanoseconds
     */
    public LiveLine(PrintWriter terminal, long now) {
      this.terminal = terminal;
      this.last = now;
    }

    @Override
    public void update(Transfer transfer, long now, boolean end) {
      if (end) {
        clear();
      } else if (now - last >= PAUSE) {
        String line = transfer.describe(now) + ", to " + transfer.name();
        write(line.substring(0, Math.min(line.length(), WIDTH)));
        last = now;
      }
    }

    @Override
    public void clear() {
      write("");
      terminal.print('\r');
      terminal.flush();
    }

    private void write(String line) {
      terminal.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
      terminal.flush();
      shown = line.length();
    }
  }
}
