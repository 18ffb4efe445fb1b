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
 * A program to run. It runs until it ends, or until the time is up or the waiting thread is
 * interrupted; then it is killed, with its children. Its output is read as it arrives, up to a
 * limit, without ever waiting for more: a child that it leaves behind may keep its pipes open.
 */
public final class Program {

  /** How long a killed process may take to end and to close its files. */
  private static final long GRACE_SECONDS = 5;

  private static final long PAUSE_MILLIS = 10;

  private final ProcessBuilder builder;
  private final String name;
  private String input = "";

  /**
   * Creates a program.
   *
   * @param command its file, or a name to look up on the PATH, and its arguments
   */
  public Program(String... command) {
    this.builder = new ProcessBuilder(command);
    this.name = command[0];
  }

  /** Runs it in a folder, instead of this process's working directory. */
  public Program in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /**
   * Passes a text to its standard input, which is empty otherwise. The program need not read it.
   *
   * @param text the text, passed in UTF-8
   */
  public Program reading(String text) {
    input = text;
    return this;
  }

  /**
   * Redirects its standard output to a file, without a limit.
   *
   * @param file the file; created, or replaced
   */
  public Program writingTo(Path file) {
    builder.redirectOutput(file.toFile());
    return this;
  }

  /**
   * The result of a program that ended.
   *
   * @param exitCode 0 if it succeeded
   * @param output the beginning of its standard output, at most a mebibyte; empty if that was
   *     redirected to a file
   * @param complaint the beginning of its standard error, at most a mebibyte
   */
  public record Result(int exitCode, String output, String complaint) {

    /** Omits the output, which may contain a secret. */
    @Override
    public String toString() {
      return "exit code " + exitCode;
    }
  }

  /**
   * Runs it without a time limit.
   *
   * @throws ProgramStartException if it can't be started
   * @throws IOException if its output can't be read
   * @throws InterruptedException if this thread is interrupted; the program is killed
   */
  public Result run() throws IOException, InterruptedException {
    return run(Long.MAX_VALUE).orElseThrow();
  }

  /**
   * Runs it.
   *
   * @param limit the time after which it is killed
   * @throws ProgramStartException if it can't be started
   * @throws TimeoutException if it does not end in time
   * @throws IOException if its output can't be read
   * @throws InterruptedException if this thread is interrupted; the program is killed
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
        // Check this first: once the program has ended, all of its output is available.
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

  /** Uses a separate thread: a program may fill its output pipe before it reads its input. */
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
      // The program has closed its end; its exit code shows whether that is an error.
    }
  }

  /**
   * Kills the program with its children, unless it has ended, and waits until its files are closed.
   */
  private static void stop(Process process) {
    if (process.isAlive()) {
      // Kill the children first: once their parent has ended they are no longer its descendants.
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
