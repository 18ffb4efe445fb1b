package io.github.ocimaven.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A running {@link PushProcess}, with a heap that would not hold a single large layer. */
final class PushJvm implements AutoCloseable {

  static final String HEAP = "-Xmx64m";

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private PushJvm(Process process) {
    this.process = process;
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** Starts one with the class path of this JVM. */
  static PushJvm start() throws IOException {
    return new PushJvm(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-classpath",
                System.getProperty("java.class.path"),
                PushProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Pushes an image and waits for the end. */
  PushSample push(String registry, Path image) throws IOException {
    orders.write(registry + " " + image + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the push has failed, see above");
    }
    return PushSample.parse(answer);
  }

  /** Ends the process, which leaves when its standard input does. */
  @Override
  public void close() {
    try {
      orders.close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
