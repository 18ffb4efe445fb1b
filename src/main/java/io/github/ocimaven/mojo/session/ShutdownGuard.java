package io.github.ocimaven.mojo.session;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has a goal end in good order when the JVM is told to end (Ctrl-C, SIGTERM): the goal's thread is
 * interrupted, and gets the time to cancel its uploads, delete its files and say so. A JVM that
 * goes on, as mvnd's does, keeps nothing of it.
 */
public final class ShutdownGuard implements AutoCloseable {

  /** Whoever presses Ctrl-C waits for two seconds at most. */
  private static final long GRACE_MILLIS = 1_900;

  private final Consumer<String> log;
  private final Supplier<PushInterruptedException> interruption;
  private final Thread worker = Thread.currentThread();
  private final CountDownLatch left = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "oci-shutdown");
  private volatile boolean ending;

  private ShutdownGuard(Consumer<String> log, Supplier<PushInterruptedException> interruption) {
    this.log = log;
    this.interruption = interruption;
  }

  /**
   * Guards the work of this thread until it is closed.
   *
   * @param log takes the line that says why the work did not end
   * @param interruption says how far it has come
   * @throws PushInterruptedException if the JVM is ending already
   */
  public static ShutdownGuard enter(
      Consumer<String> log, Supplier<PushInterruptedException> interruption) {
    ShutdownGuard guard = new ShutdownGuard(log, interruption);
    try {
      Runtime.getRuntime().addShutdownHook(guard.hook);
    } catch (IllegalStateException e) {
      throw interruption.get();
    }
    return guard;
  }

  /**
   * Does the work.
   *
   * @param work what to do
   * @throws PushException as the work does
   */
  public void run(Runnable work) {
    try {
      work.run();
    } catch (PushException e) {
      if (ending) {
        log.accept(String.valueOf(e.getMessage())); // the JVM does not wait until Maven says so
      }
      throw e;
    }
  }

  private void end() {
    ending = true;
    worker.interrupt();
    boolean inTime = false;
    try {
      inTime = left.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!inTime) {
      log.accept(String.valueOf(interruption.get().getMessage()));
    }
  }

  @Override
  public void close() {
    left.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }
}
