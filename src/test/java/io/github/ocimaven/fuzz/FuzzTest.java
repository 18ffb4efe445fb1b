package io.github.ocimaven.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes some mutated images in every build, the same ones each time. {@code -Dfuzz.inputs=…} and
 * {@code -Dfuzz.seed=…} select others.
 */
@DisabledOnOs(OS.WINDOWS) // symbolic links require an administrator there
class FuzzTest {

  /** A heap too small for a large layer, or for the size that a small one claims. */
  private static final String HEAP = "-Xmx64m";

  @TempDir private Path directory;

  @Test
  void noMutatedImageDoesHarm() throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            // The test ends before the optimizing compiler would pay off.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-classpath",
            System.getProperty("java.class.path"),
            FuzzMain.class.getName(),
            directory.resolve("fuzz").toString(),
            System.getProperty("fuzz.seed", "1"),
            System.getProperty("fuzz.first", "0"),
            System.getProperty("fuzz.inputs", "2500"));
    // Agents of this JVM, such as the one that measures coverage, must not use up that heap.
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      boolean ended = process.waitFor(10, TimeUnit.MINUTES);

      assertThat(ended).as(() -> "it did not end; " + read(output)).isTrue();
      assertThat(process.exitValue()).as(() -> read(output)).isZero();
      assertThat(read(output)).contains("0 failures", "pushed=", "InvalidImageException=");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
