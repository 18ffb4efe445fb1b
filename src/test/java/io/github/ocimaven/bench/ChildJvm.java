package io.github.ocimaven.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with the class path of this one that responds to each line of standard input with a line on
 * standard output, and ends when its standard input does.
 */
final class ChildJvm implements AutoCloseable {

  private static final String ANSWER = "answer ";
  private static final String FAILURE = "failure ";
  private static final int FAREWELL_SECONDS = 10;

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private ChildJvm(Process process) {
    this.process = process;
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** Handles a line in the child. */
  @FunctionalInterface
  interface Service {
    String answer(String order) throws Exception;
  }

  /**
   * Starts a JVM.
   *
   * @param main its main class, which calls {@link #answer}
   * @param options of {@code java}
   */
  static ChildJvm start(Class<?> main, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** In the child: responds to all lines, until the end of the input. */
  static void answer(Service service) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(service, line));
    }
  }

  private static String answer(Service service, String order) {
    try {
      return ANSWER + service.answer(order);
    } catch (Exception | OutOfMemoryError e) {
      return FAILURE + e.toString().lines().findFirst().orElse("").strip();
    }
  }

  /** Sends a line and waits for the response, however long that takes. */
  String ask(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    // Other output to standard output is not part of the response.
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
      if (line.startsWith(FAILURE)) {
        throw new IOException(line.substring(FAILURE.length()));
      }
    }
    throw new IOException(String.format(Locale.ROOT, "process %d has died", process.pid()));
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
