package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.ForeignText;
import io.github.ocimaven.model.IoFailure;
import io.github.ocimaven.model.PushInterruptedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A helper while it runs. What it writes is taken as it comes, without ever waiting for more: a
 * child that it leaves behind may keep its pipes open.
 */
final class HelperProcess implements AutoCloseable {

  private static final long PAUSE_MILLIS = 10;

  private final Process process;
  private final Outlet output;
  private final Outlet complaint;

  private HelperProcess(Process process) {
    this.process = process;
    this.output = new Outlet(process.getInputStream());
    this.complaint = new Outlet(process.getErrorStream());
  }

  /**
   * Runs a helper to its end.
   *
   * @param program its file
   * @param server what it keeps the credentials under
   * @param timeout after which it is stopped, with its children
   * @throws HelperException if it does not start, or does not end in time
   * @throws PushInterruptedException if this thread is interrupted; the helper is stopped
   */
  static HelperAnswer ask(Path program, String server, Duration timeout) throws HelperException {
    try (HelperProcess helper = start(program)) {
      helper.tell(server);
      return helper.await(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    } catch (IOException e) {
      throw HelperException.failed("can't be read (" + IoFailure.explain(e) + ")");
    }
  }

  private static HelperProcess start(Path program) throws HelperException {
    try {
      return new HelperProcess(new ProcessBuilder(program.toString(), "get").start());
    } catch (IOException e) {
      // Its message names the file twice; that of its cause is the system's.
      Throwable system = Objects.requireNonNullElse(e.getCause(), e);
      String reason = Objects.requireNonNullElse(system.getMessage(), "");
      throw HelperException.notStartable(
          ForeignText.printable(
              program
                  + (reason.contains("No such file")
                      ? " needs an interpreter or a library that is missing"
                      : " (" + reason + ")")));
    }
  }

  /** A helper may answer, or complain, without reading what it is asked. */
  private void tell(String server) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(server.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has closed its end, and says by its exit code whether that is an error.
    }
  }

  private HelperAnswer await(Duration timeout)
      throws HelperException, IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < timeout.toNanos()) {
      // First this: once it has ended, all that it wrote is there to take.
      boolean ended = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      output.take();
      complaint.take();
      if (ended) {
        return new HelperAnswer(process.exitValue(), output.text(), complaint.text());
      }
    }
    throw HelperException.failed(
        "gave no answer within "
            + inWords(timeout)
            + " and was stopped, it may wait for somebody to unlock it");
  }

  private static String inWords(Duration time) {
    return time.toSecondsPart() == 0
        ? time.toMinutes() + " minutes"
        : time.toSeconds() + " seconds";
  }

  /** Leaves nothing running where the helper has not ended by itself. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      // Whose parent has ended is nobody's child: they go first.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    output.close();
    complaint.close();
  }

  /** What comes out of a pipe, up to a limit; the rest is read, and dropped. */
  private static final class Outlet {

    private static final int MAX_BYTES = 1024 * 1024;

    private final InputStream pipe;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    Outlet(InputStream pipe) {
      this.pipe = pipe;
    }

    void take() throws IOException {
      byte[] bytes = pipe.readNBytes(pipe.available());
      taken.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - taken.size()));
    }

    String text() {
      return taken.toString(StandardCharsets.UTF_8).strip();
    }

    void close() throws IOException {
      pipe.close();
    }
  }
}
