package io.github.ocimaven.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {

  @TempDir Path directory;

  /** A JVM that creates a temporary file, prints its path, and runs until standard input ends. */
  public static final class Owner {

    private Owner() {}

    /**
     * Creates a file.
     *
     * @param args the directory
     * @throws IOException if it can't be created
     */
    public static void main(String[] args) throws IOException {
      TemporaryFile file = TemporaryFile.create(Path.of(args[0]), "other-");
      System.out.println(file.path());
      int unused = System.in.read();
      System.exit(0);
    }
  }

  private record OtherJvm(Process process, Path file) implements AutoCloseable {

    static OtherJvm start(Path directory) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-classpath",
                  System.getProperty("java.class.path"),
                  Owner.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      return new OtherJvm(process, Path.of(Objects.requireNonNull(out.readLine())));
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    void end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
      kill();
    }
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(Collectors.toSet());
    }
  }

  @Test
  void isGoneWithAllThatBelongsToItWhenItIsClosed() throws IOException {
    try (TemporaryFile file = TemporaryFile.create(directory, "a-")) {
      Files.writeString(file.path(), "text");
      assertThat(file.path().getFileName().toString()).startsWith("a-").endsWith(".tmp");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void lastsWhereItIsMoved() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "old");

    try (TemporaryFile file = TemporaryFile.create(directory, "a-")) {
      Files.writeString(file.path(), "new");
      file.moveTo(target);
    }

    assertThat(target).hasContent("new");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void isGoneWhenTheJvmEnds() throws Exception {
    try (OtherJvm other = OtherJvm.start(directory)) {
      assertThat(other.file()).exists();
      other.end();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void isGoneOnceAnotherIsMadeWhereTheJvmIsKilled() throws Exception {
    try (OtherJvm other = OtherJvm.start(directory)) {
      other.kill();
      assertThat(other.file()).exists();
    }

    TemporaryFile.create(directory, "a-").close();

    assertThat(files()).isEmpty();
  }

  @Test
  void staysWhileItsJvmLives() throws Exception {
    try (OtherJvm other = OtherJvm.start(directory);
        TemporaryFile own = TemporaryFile.create(directory, "a-");
        OtherJvm third = OtherJvm.start(directory)) {
      TemporaryFile.deleteAbandoned(directory);

      assertThat(List.of(other.file(), own.path(), third.file())).allSatisfy(f -> exists(f));
    }
  }

  private static void exists(Path file) {
    assertThat(file).exists();
  }

  @Test
  void leavesForeignFilesAlone() throws IOException {
    Path lock = Files.writeString(directory.resolve("x.lock"), "");
    Path temporary = Files.writeString(directory.resolve("x.tmp"), "");

    TemporaryFile.create(directory, "a-").close();

    assertThat(files()).containsExactlyInAnyOrder(lock, temporary);
  }

  @Test
  void manyAreMadeAndCleanedUpAtOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      String abandoned = "layer-1.0-" + i;
      Files.createFile(directory.resolve(abandoned + ".lock"));
      Files.createFile(directory.resolve(abandoned + ".tmp"));
    }
    var threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        tasks.add(
            () -> {
              try (TemporaryFile file = TemporaryFile.create(directory, "a-")) {
                return Files.exists(file.path());
              }
            });
      }
      for (var made : threads.invokeAll(tasks)) {
        assertThat(made.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files()).isEmpty();
  }
}
