package io.github.ocimaven.source.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.file.TemporaryFile;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.SourceUnavailableException;
import io.github.ocimaven.source.SourceUnavailableException.Reason;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.DockerArchiveStyle;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenDockerArchive;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs are shell scripts here; {@code realtools} uses a real Podman. */
@DisabledOnOs(OS.WINDOWS)
class DockerDaemonTest {

  @TempDir Path directory;

  private String program(String... lines) throws IOException {
    Path script = directory.resolve("docker-" + System.nanoTime());
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  private TemporaryFile save(String image, String program) {
    return new DockerDaemon(image, program, SourceListener.NONE).save(directory.resolve("work"));
  }

  private void assertUnavailable(String image, String program, Reason reason, String... words) {
    assertThatThrownBy(() -> save(image, program))
        .isInstanceOfSatisfying(
            SourceUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageStartingWith("Cannot read docker-daemon:" + image + ": ")
        .hasMessageContainingAll(words);
    assertNothingRemains();
  }

  private void assertNothingRemains() {
    try (Stream<Path> files = Files.list(Files.createDirectories(directory.resolve("work")))) {
      assertThat(files).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepsWhatTheProgramWritesUntilItIsClosed() throws IOException {
    String program = program("echo \"$1 $2\"", "echo talk >&2");

    try (TemporaryFile file = save("acme/app:1.0", program)) {
      assertThat(file.path()).hasContent("save acme/app:1.0\n");
    }
    assertNothingRemains();
  }

  @Test
  void isToldWhichProgramSaves() throws IOException {
    List<String> heard = new ArrayList<>();
    String program = program("echo tar");
    SourceListener listener =
        new SourceListener() {
          @Override
          public void saving(String source, String by) {
            heard.add(source + " by " + by);
          }
        };

    new DockerDaemon("app", program, listener).save(directory.resolve("work")).close();

    assertThat(heard).containsExactly("docker-daemon:app by " + program);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Error response from daemon: No such image: app:1 | NO_IMAGE",
        "Error response from daemon: reference does not exist | NO_IMAGE",
        "Error: app: image not known | NO_IMAGE",
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon"
            + " running? | NO_DAEMON",
        "permission denied while trying to connect to the Docker daemon socket | NO_DAEMON",
        "Cannot connect to Podman. Please verify your connection to the Linux system | NO_DAEMON",
        "Error: no space left on device | FAILED",
        "NotFound: content digest sha256:aa: not found | FAILED",
        "Error: newuidmap: executable file not found in $PATH | FAILED",
      })
  void tellsFailuresApart(String words, Reason reason) throws IOException {
    assertUnavailable(
        "app:1", program("echo '" + words + "' >&2", "exit 125"), reason, "says: " + words);
  }

  private ImageSource open(String archive) throws IOException {
    SourceRequest request = Requests.source(directory, "docker-daemon:acme/b", null);
    return ImageSources.open(
        request.withOptions(
            request
                .options()
                .withDockerExecutable(program("cat '" + directory.resolve(archive) + "'"))),
        SourceListener.NONE);
  }

  @Test
  void opensADockerSaveArchive() throws IOException {
    WrittenDockerArchive written =
        TestImages.dockerArchive(directory.resolve("saved.tar")).layer("app").write();

    try (ImageSource source = open("saved.tar")) {
      assertThat(source.name()).isEqualTo("docker-daemon:acme/b");
      assertThat(source.root().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
      assertThat(Planner.plan(source, false).imageId()).hasToString(written.image().configDigest());
    }
    try (Stream<Path> files = Files.list(directory.resolve("work"))) {
      assertThat(files).containsExactly(directory.resolve("work/layers"));
    }
  }

  @Test
  void opensTheLayoutWhereTheProgramSavesBoth() throws IOException {
    TestImages.dockerArchive(directory.resolve("both.tar"))
        .style(DockerArchiveStyle.DOCKER_25)
        .layer("app")
        .write();

    try (ImageSource source = open("both.tar")) {
      assertThat(source.root().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    }
    assertNothingRemains();
  }

  @Test
  void opensTheImageThatWasAskedForWhereTheProgramSavesSeveral() throws IOException {
    WrittenDockerArchive written =
        TestImages.dockerArchive(directory.resolve("two.tar"))
            .repoTags("acme/b:1")
            .layer("1")
            .nextImage()
            .repoTags("acme/b:latest")
            .layer("latest")
            .write();

    try (ImageSource source = open("two.tar")) {
      assertThat(Planner.plan(source, false).imageId())
          .hasToString(written.images().get(1).configDigest());
    }
  }

  @Test
  void saysSoWhereTheProgramSaysNothing() throws IOException {
    assertUnavailable("app", program("exit 3"), Reason.FAILED, "exit code 3");
    assertUnavailable("app", program("exit 0"), Reason.FAILED, "save wrote nothing");
  }

  @Test
  void namesAMissingProgram() {
    assertUnavailable(
        "app", "/no/such/docker", Reason.NO_EXECUTABLE, "'/no/such/docker'", "dockerExecutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", " "})
  void passesNoOptionsOn(String image) throws IOException {
    assertUnavailable(image, program("exit 0"), Reason.NO_IMAGE, "is not an image name");
  }

  @Test
  void leavesNothingBehindWhereItIsInterrupted() throws Exception {
    String program = program("exec sleep 60");
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                save("app", program).close();
              } catch (PushInterruptedException e) {
                failures.add(e);
              }
            });
    thread.start();
    thread.interrupt();

    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(failures).hasSize(1).first().isInstanceOf(PushInterruptedException.class);
    assertNothingRemains();
  }

  /** The program may be a script around the real one, which would go on writing. */
  @Test
  void leavesNothingRunningWhereItIsInterrupted() throws Exception {
    RequiredTools.assume("mkfifo");
    Path fifo = directory.resolve("fifo");
    String unused = Shell.runOrFail(directory, "mkfifo", fifo.toString());
    String program = program("sleep 600 > '" + fifo + "' &", "wait");
    Thread saving = Thread.currentThread();
    // Each process that writes to it keeps it open until it ends.
    CompletableFuture<Void> over =
        CompletableFuture.runAsync(
            () -> {
              try (InputStream in = Files.newInputStream(fifo)) {
                saving.interrupt();
                in.readAllBytes();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThatThrownBy(() -> save("app", program)).isInstanceOf(PushInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    over.get(1, TimeUnit.MINUTES);
    assertNothingRemains();
  }
}
