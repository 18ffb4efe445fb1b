package io.github.ocimaven.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program to run. It runs to its end, or until the time is up or the thread that waits for it is
 * interrupted; then it is stopped, with its children. What it writes is taken as it comes, up to a
 * limit, without ever waiting for more: a child that it leaves behind may keep its pipes open.
 */
public final class Program {

  /** So long a process that was killed may take to end and to let go of its files. */
  private static final long GRACE_SECONDS = 5;

  private static final long PAUSE_MILLIS = 10;

  private final ProcessBuilder builder;
  private final String name;
  private String input = "";

  /**
   * Names the program.
   *
   * @param command its file, or a name that the system finds, and its arguments
   */
  public Program(String... command) {
    this.builder = new ProcessBuilder(command);
    this.name = command[0];
  }

  /**
   * Has it run in a folder, instead of the folder of this process.
   *
   * @param folder where
   */
  public Program in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /**
   * Hands it a text on its standard input, which is empty otherwise. It need not read it.
   *
   * @param text in UTF-8
   */
  public Program reading(String text) {
    input = text;
    return this;
  }

  /**
   * Has its standard output go into a file, however much it is.
   *
   * @param file is made, or replaced
   */
  public Program writingTo(Path file) {
    builder.redirectOutput(file.toFile());
    return this;
  }

  /**
   * How a program ended.
   *
   * @param exitCode 0 where it succeeded
   * @param output the beginning of its standard output, at most a mebibyte; empty where that went
   *     into a file
   * @param complaint the beginning of its standard error, at most a mebibyte
   */
  public record Result(int exitCode, String output, String complaint) {

    /** What a program writes may be a secret, and does not show here. */
    @Override
    public String toString() {
      return "exit code " + exitCode;
    }
  }

  /**
   * Runs it, for as long as it takes.
   *
   * @throws ProgramStartException if it does not start
   * @throws IOException if what it writes can't be read
   * @throws InterruptedException if this thread is interrupted; the program is stopped
   */
  public Result run() throws IOException, InterruptedException {
    return run(Long.MAX_VALUE).orElseThrow();
  }

  /**
   * Runs it.
   *
   * @param limit after which it is stopped
   * @throws ProgramStartException if it does not start
   * @throws TimeoutException if it does not end in time
   * @throws IOException if what it writes can't be read
   * @throws InterruptedException if this thread is interrupted; the program is stopped
   */
  public Result run(Duration limit) throws IOException, TimeoutException, InterruptedException {
    return run(limit.toNanos())
        .orElseThrow(() -> new TimeoutException(name + " did not end within " + limit));
  }

  private Optional<Result> run(long limitNanos) throws IOException, InterruptedException {
    Process process = start();
    try (Outlet output = new Outlet(process.getInputStream());
        Outlet complaint = new Outlet(process.getErrorStream())) {
      hand(input, process.getOutputStream());
      long start = System.nanoTime();
      while (System.nanoTime() - start < limitNanos) {
        // First this: once it has ended, all that it wrote is there to take.
        boolean ended = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        output.take();
        complaint.take();
        if (ended) {
          return Optional.of(new Result(process.exitValue(), output.text(), complaint.text()));
        }
      }
      return Optional.empty();
    } finally {
      stop(process);
    }
  }

  private Process start() throws ProgramStartException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProgramStartException(e);
    }
  }

  /** By a thread of its own: a program may write a lot before it reads, and fill its own pipe. */
  private static void hand(String input, OutputStream in) throws IOException {
    if (input.isEmpty()) {
      in.close();
      return;
    }
    Thread writer = new Thread(() -> write(input, in), "oci-program-input");
    writer.setDaemon(true);
    writer.start();
  }

  private static void write(String input, OutputStream in) {
    try (in) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has closed its end, and says by its exit code whether that is an error.
    }
  }

  /** Leaves nothing running where it has not ended by itself, nor a file of its open. */
  private static void stop(Process process) {
    if (process.isAlive()) {
      // Once their parent has ended they are no longer its children: they go first.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
