package io.github.ocimaven.mojo.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.mojo.RecordedLog;
import io.github.ocimaven.testing.tool.GitRepository;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Uses the real Git if it is installed, and shell scripts for its rare behavior. */
class GitCheckoutTest {

  @TempDir Path directory;

  private final RecordedLog log = new RecordedLog();
  private Path repository;
  private Path module;

  @BeforeEach
  void writeProject() throws IOException {
    repository = directory.resolve("repository");
    module = Files.createDirectories(repository.resolve("module"));
    Files.writeString(module.resolve("pom.xml"), "<project/>");
  }

  private Optional<String> commit(Path folder, String program) {
    return new GitCheckout(folder, program, Duration.ofSeconds(30), log).commit();
  }

  @Test
  void knowsTheCommitOfTheRepositoryAndItsFolders() throws Exception {
    RequiredTools.assume("git");
    String commit = GitRepository.commit(repository);

    assertThat(commit).hasSize(40);
    assertThat(commit(repository, "git")).contains(commit);
    assertThat(commit(module, "git")).contains(commit);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void knowsTheCommitOfAFolderWithChanges() throws Exception {
    RequiredTools.assume("git");
    String commit = GitRepository.commit(repository);
    Files.writeString(module.resolve("pom.xml"), "<project></project>");

    assertThat(commit(module, "git")).contains(commit);
  }

  /** The repository may be that of a home folder which happens to contain the project. */
  @Test
  void leavesARepositoryAloneThatDoesNotHoldTheProject() throws Exception {
    RequiredTools.assume("git");
    GitRepository.commit(repository);
    Path other = Files.createDirectories(repository.resolve("other"));
    Files.writeString(other.resolve("pom.xml"), "<project/>");

    assertThat(commit(other, "git")).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("DEBUG git rev-parse", "HEAD");
  }

  @Test
  void knowsNoneBeforeTheFirstCommit() throws Exception {
    RequiredTools.assume("git");
    GitRepository.init(repository);

    assertThat(commit(module, "git")).isEmpty();
  }

  @Test
  void doesWithoutGit() {
    assertThat(commit(module, "no-such-git")).isEmpty();
    assertThat(log.lines()).singleElement().asString().startsWith("DEBUG git rev-parse found no");
  }

  private String script(String line) throws IOException {
    Path script = directory.resolve("git-script");
    Files.writeString(script, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysWhatGitSays() throws IOException {
    assertThat(commit(module, script("echo 'dubious\townership' >&2; exit 128"))).isEmpty();
    assertThat(log.lines()).singleElement().asString().endsWith(": dubious ownership");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void waitsForNobodyForLong() throws IOException {
    String script = script("exec sleep 60");
    var checkout = new GitCheckout(module, script, Duration.ofMillis(50), log);

    assertThat(checkout.commit()).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("did not end within");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stopsWhenItIsInterrupted() throws IOException {
    String script = script("exec sleep 60");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> commit(module, script)).isInstanceOf(PushInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
