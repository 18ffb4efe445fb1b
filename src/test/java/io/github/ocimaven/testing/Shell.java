package io.github.ocimaven.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the tools that tests compare with. */
public final class Shell {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private Shell() {}

  /**
   * The outcome of a command.
   *
   * @param output its standard output and error, in the order of writing
   */
  public record Result(int exitCode, String output) {}

  /** Runs a command in a directory for at most two minutes. */
  public static Result run(Path directory, String... command)
      throws IOException, InterruptedException {
    return run(directory, TIMEOUT, command);
  }

  /** Runs a command in a directory; one that takes too long is killed and fails the test. */
  public static Result run(Path directory, Duration timeout, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("shell-", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            List.of(command) + " did not end within " + timeout + "\n" + read(output));
      }
      return new Result(process.exitValue(), read(output));
    } finally {
      Files.delete(output);
    }
  }

  /** Runs a command that must exit with 0, and returns its output. */
  public static String runOrFail(Path directory, String... command)
      throws IOException, InterruptedException {
    Result result = run(directory, command);
    if (result.exitCode() != 0) {
      throw new AssertionError(
          List.of(command) + " exited with " + result.exitCode() + "\n" + result.output());
    }
    return result.output();
  }

  private static String read(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }
}
