package io.github.ocimaven.mojo.log;

import io.github.ocimaven.mojo.parameter.Progress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Shows how a transfer goes on. Called by one thread at a time. */
public interface ProgressDisplay {

  /** Shows nothing. */
  ProgressDisplay NONE = (transfer, now, end) -> {};

  /**
   * Returns the display that the parameter {@code progress} asks for, as far as the build has one.
   *
   * @param progress the parameter
   * @param alone whether this push alone may write to the terminal
   * @param log takes the lines
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
   * Something has changed.
   *
   * @param transfer the state
   * @param now the time, in nanoseconds
   * @param end whether this was the last change
   */
  void update(Transfer transfer, long now, boolean end);

  /** Makes room for a line of the log, where the display would be in its way. */
  default void clear() {}

  /** Lines of a log: at least five seconds apart, and only after some progress or some time. */
  final class LogLines implements ProgressDisplay {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final long LONG_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final int STEP_PERCENT = 10;

    private final Consumer<String> log;
    private long last;
    private int lastPercent;

    /**
     * Makes a display.
     *
     * @param log takes the lines
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
   * One line of a terminal that is written over. It needs a carriage return only, which every
   * terminal knows.
   */
  final class LiveLine implements ProgressDisplay {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /** The narrowest terminal in use has 80 columns; a line that wraps can't be written over. */
    private static final int WIDTH = 79;

    private final PrintWriter terminal;
    private long last;
    private int shown;

    /**
     * Makes a display.
     *
     * @param terminal takes the line
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
