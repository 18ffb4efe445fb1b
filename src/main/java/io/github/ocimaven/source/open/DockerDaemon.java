package io.github.ocimaven.source.open;

import io.github.ocimaven.file.TemporaryFile;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.process.Program;
import io.github.ocimaven.process.ProgramStartException;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceUnavailableException;
import io.github.ocimaven.source.SourceUnavailableException.Reason;
import io.github.ocimaven.source.WorkFileException;
import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.IoFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Saves an image to a file with {@code docker save} or {@code podman save}. */
final class DockerDaemon {

  private static final List<String> PROGRAMS = List.of("docker", "podman");

  // The parts of their messages that docker 20 to 28 and podman 4 and 5 have in common.
  private static final Pattern NO_IMAGE =
      Pattern.compile(
          "no such image|image not known|reference does not exist|invalid reference format",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_DAEMON =
      Pattern.compile(
          "cannot connect to (the docker daemon|podman)|is the docker daemon running"
              + "|failed to connect to the docker api|dial unix|docker daemon socket"
              + "|error during connect",
          Pattern.CASE_INSENSITIVE);

  private static final int MAX_WORDS = 500;
  private static final long MIN_ROOM_BYTES = 64 * 1024;

  private final String source;
  private final String image;
  private final @Nullable String configured;
  private final SourceListener listener;

  /**
   * Creates the source of one image.
   *
   * @param image its name or ID, as the program knows it
   * @param configured the program, or null for the first of docker and podman on the PATH
   * @param listener notified before the program runs
   */
  DockerDaemon(String image, @Nullable String configured, SourceListener listener) {
    this.listener = listener;
    this.source = SourceName.Kind.DOCKER_DAEMON.prefix() + image;
    this.image = image;
    this.configured = configured;
  }

  /**
   * Saves the image.
   *
   * @param workDirectory where the file goes
   * @return a docker-save archive
   * @throws SourceUnavailableException if the program is missing or fails
   */
  TemporaryFile save(Path workDirectory) {
    if (image.isBlank() || image.startsWith("-")) {
      throw unavailable(
          Reason.NO_IMAGE,
          "'" + image + "' is not an image name",
          "write docker-daemon:NAME",
          null);
    }
    String program = program();
    listener.saving(source, program);
    TemporaryFile archive = null;
    boolean saved = false;
    try {
      archive = TemporaryFile.create(workDirectory, "saved-");
      Program.Result result = run(program, archive.path());
      if (result.exitCode() != 0) {
        requireRoom(workDirectory);
        throw failed(program, result.exitCode(), words(result));
      }
      if (Files.size(archive.path()) == 0) {
        throw failed(program, 0, program + " save wrote nothing");
      }
      saved = true;
      return archive;
    } catch (IOException e) {
      throw new WorkFileException("the saved image", workDirectory.toString(), e);
    } finally {
      if (archive != null && !saved) {
        archive.close();
      }
    }
  }

  /** A full disk is the reason for the failure, whatever the program's message. */
  private static void requireRoom(Path workDirectory) throws IOException {
    if (Files.getFileStore(workDirectory).getUsableSpace() < MIN_ROOM_BYTES) {
      throw new IOException("no space is left");
    }
  }

  private static String words(Program.Result result) {
    String words = result.complaint();
    return words.substring(0, Math.min(words.length(), MAX_WORDS * 4));
  }

  private String program() {
    if (configured != null && !configured.isBlank()) {
      return configured;
    }
    return PROGRAMS.stream()
        .filter(DockerDaemon::isOnPath)
        .findFirst()
        .orElseThrow(
            () ->
                unavailable(
                    Reason.NO_EXECUTABLE,
                    "there is neither docker nor podman on the PATH",
                    "install one of them, set 'dockerExecutable', or"
                        + " give the image as an archive (docker save -o FILE)",
                    null));
  }

  private static boolean isOnPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(directory -> !directory.isEmpty())
        .flatMap(
            directory -> Stream.of(program, program + ".exe").map(name -> file(directory, name)))
        .flatMap(Optional::stream)
        .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }

  private static Optional<Path> file(String directory, String name) {
    try {
      return Optional.of(Path.of(directory, name));
    } catch (InvalidPathException e) {
      return Optional.empty(); // a PATH may hold anything
    }
  }

  private Program.Result run(String program, Path archive) throws IOException {
    try {
      return new Program(program, "save", image).writingTo(archive).run();
    } catch (ProgramStartException e) {
      throw unavailable(
          Reason.NO_EXECUTABLE,
          "running '" + program + "' failed: " + IoFailure.explain(e),
          "install it, or set 'dockerExecutable' to docker or podman",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    }
  }

  private SourceUnavailableException failed(String program, int exit, String output) {
    String words = output.strip().replaceAll("\\p{Cntrl}+", " ");
    String said =
        words.isEmpty()
            ? program + " save ended with exit code " + exit
            : program + " says: " + ForeignText.printable(words, MAX_WORDS);
    // Check for a missing daemon first: its message may name a socket that "does not exist".
    if (NO_DAEMON.matcher(words).find()) {
      return unavailable(
          Reason.NO_DAEMON,
          said,
          "start the daemon and check that you have access to it, set 'dockerExecutable'"
              + " to another program (podman, for example), or give the image as an archive",
          null);
    }
    if (NO_IMAGE.matcher(words).find()) {
      return unavailable(
          Reason.NO_IMAGE,
          said,
          "build the image before this goal runs, or check its name with '" + program + " images'",
          null);
    }
    return unavailable(
        Reason.FAILED,
        said,
        "check whether '" + program + " save " + image + "' works when you run it yourself",
        null);
  }

  private SourceUnavailableException unavailable(
      Reason reason, String details, String remedy, @Nullable Throwable cause) {
    return new SourceUnavailableException(source, reason, details, remedy, cause);
  }
}
