package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is timed from its start to its end; {@code bash} reports the processor time of it
 * and its children.
 *
 * @param directory the working directory
 * @param environment variables in addition to this process's environment
 * @param command the program and its arguments
 */
record TimedCommand(Path directory, Map<String, String> environment, List<String> command) {

  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final int EXCERPT = 400;

  TimedCommand {
    environment = Map.copyOf(environment);
    command = List.copyOf(command);
  }

  static TimedCommand of(Path directory, String... command) {
    return new TimedCommand(directory, Map.of(), List.of(command));
  }

  static TimedCommand of(Path directory, List<String> command) {
    return new TimedCommand(directory, Map.of(), command);
  }

  /** The same command with one more argument. */
  TimedCommand with(String argument) {
    List<String> more = new ArrayList<>(command);
    more.add(argument);
    return new TimedCommand(directory, environment, more);
  }

  /** The same command with one more environment variable. */
  TimedCommand with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new TimedCommand(directory, more, command);
  }

  /**
   * The result of a program.
   *
   * @param nanos the wall time
   * @param cpuNanos the processor time, user's and system's
   */
  record Result(long nanos, long cpuNanos, String output) {

    Measurement measurement() {
      return Measurement.ofProcess(nanos, cpuNanos);
    }
  }

  /** Runs the program, which must exit with 0. */
  Result run() throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench-", ".log");
    Path times = Files.createTempFile("bench-", ".time");
    try {
      List<String> line =
          new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\" 2>&1", "bash"));
      line.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(times.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("LC_ALL", "C");
      long begin = System.nanoTime();
      Process process = builder.start();
      int status = await(process);
      long nanos = System.nanoTime() - begin;
      String text = Files.readString(output);
      if (status != 0) {
        throw new IOException(command.get(0) + " failed (" + status + "): " + excerpt(text));
      }
      return new Result(nanos, cpuNanos(Files.readString(times)), text);
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(times);
    }
  }

  private int await(Process process) throws IOException, InterruptedException {
    boolean ended = false;
    try {
      process.getOutputStream().close();
      ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        throw new IOException(command.get(0) + " took longer than " + TIMEOUT);
      }
      return process.exitValue();
    } finally {
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private static long cpuNanos(String times) {
    String last = times.strip().lines().reduce((one, other) -> other).orElse("0 0");
    String[] seconds = last.split(" ", -1);
    return (long) ((Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1])) * 1e9);
  }

  /** The end of the output, in which programs report why they failed. */
  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= EXCERPT ? line : "…" + line.substring(line.length() - EXCERPT);
  }
}
