package io.github.ocimaven.mojo.session;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends a goal in good order when the JVM shuts down (Ctrl-C, SIGTERM): interrupts the goal's
 * thread, and gives it time to cancel its uploads, delete its files and report that. The guard
 * leaves nothing behind in a JVM that lives on, such as mvnd's.
 */
public final class ShutdownGuard implements AutoCloseable {

  /** After Ctrl-C, users should not have to wait for more than two seconds. */
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
   * Guards the work of this thread until {@link #close}.
   *
   * @param log receives the message about the interrupted work
   * @param interruption describes how far the work has come
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
   * Runs the work.
   *
   * @throws PushException if the work does
   */
  public void run(Runnable work) {
    try {
      work.run();
    } catch (PushException e) {
      if (ending) {
        log.accept(String.valueOf(e.getMessage())); // the JVM does not wait for Maven to report it
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
      // The hook is already running.
    }
  }
}
