package io.github.ocimaven.registry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.testing.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs helpers that are shell scripts, on a PATH of their own. */
@DisabledOnOs(OS.WINDOWS)
class HelperProgramsTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String ANSWER = "{\"Username\":\"ci\",\"Secret\":\"s3cret\"}";
  private static final Credentials LOGIN = new Credentials.Login("ci", "s3cret", "a test");

  @TempDir Path directory;

  private Optional<Credentials> ask(String program) throws HelperException {
    return ask(program, LONG);
  }

  private Optional<Credentials> ask(String program, Duration timeout) throws HelperException {
    HelperPath path = new HelperPath(directory.toString(), ":", List.of(""));
    return new HelperPrograms(path, timeout).get(program, "ghcr.io", "a test");
  }

  /** Writes a helper, which reads the server's name first, like any helper. */
  private String helper(String... lines) throws IOException {
    return script("#!/bin/sh", "server=$(cat)", String.join("\n", lines));
  }

  private String script(String... lines) throws IOException {
    Path script = directory.resolve("docker-credential-" + System.nanoTime());
    Files.writeString(script, String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.getFileName().toString();
  }

  private String helperThatWrites(String text, int exitCode) throws IOException {
    Path output = Files.writeString(directory.resolve("output-" + System.nanoTime()), text);
    return helper("cat '" + output + "'", "exit " + exitCode);
  }

  private void assertFails(String program, String message) {
    assertThatThrownBy(() -> ask(program))
        .isInstanceOf(HelperException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @Test
  void asksForALogin() throws Exception {
    String program =
        helper(
            "printf '{\"ServerURL\":\"%s\",\"Username\":\"%s\",\"Secret\":\"s3cret\"}' \\",
            "\"$server\" \"$1-$server\"");

    assertThat(ask(program)).contains(new Credentials.Login("get-ghcr.io", "s3cret", "a test"));
  }

  @Test
  void takesATokenForATokenService() throws Exception {
    String program = helper("echo '{\"Username\":\"<token>\",\"Secret\":\"s3cret\"}'");

    assertThat(ask(program)).contains(new Credentials.IdentityToken("s3cret", "a test"));
  }

  @RepeatedTest(10)
  void bearsAHelperThatDoesNotReadTheQuestion() throws Exception {
    assertThat(ask(script("#!/bin/sh", "echo '" + ANSWER + "'"))).contains(LOGIN);
    assertFails(
        script("#!/bin/sh", "echo 'gcloud: not found' >&2; exit 127"), "says: gcloud: not found");
  }

  @Test
  void bearsAHelperThatComplainsALotBeforeItAnswers() throws Exception {
    String program = helper("head -c 204800 /dev/zero | tr '\\0' x >&2", "echo '" + ANSWER + "'");

    assertThat(ask(program)).contains(LOGIN);
  }

  @Test
  void waitsForNoChildThatTheHelperLeavesBehind() throws Exception {
    Path child = directory.resolve("child");
    String program = helper("sleep 600 & echo $! > " + child, "echo '" + ANSWER + "'");

    try {
      assertThat(ask(program)).contains(LOGIN);
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(child).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "credentials not found in native keychain",
        "credentials not found in native keychain\n",
        "error: credentials not found in native keychain (1)",
      })
  void hasNoneWhereTheHelperSaysSo(String words) throws Exception {
    assertThat(ask(helperThatWrites(words, 1))).isEmpty();
  }

  @Test
  void repeatsItsWordsOnOneLine() throws Exception {
    assertFails(
        helperThatWrites(
            "pass not initialized:\n\texit status 1,\u001b[31m out: `Error: no store`\n", 1),
        "says: pass not initialized: exit status 1, [31m out: `Error: no store`");
  }

  @Test
  void repeatsWhatItSaysAboutTokens() throws Exception {
    assertFails(
        helperThatWrites("could not retrieve GCR's access token: oauth2: token expired", 1),
        "says: could not retrieve GCR's access token: oauth2: token expired");
  }

  @Test
  void repeatsItsStandardErrorWhereThatIsAll() throws Exception {
    assertFails(helper("echo 'gpg: no key' >&2", "exit 2"), "says: gpg: no key");
  }

  @Test
  void repeatsItsStandardOutputRatherThanItsStandardError() throws Exception {
    assertFails(
        helper("echo 'gpg: no key' >&2", "echo 'it is locked'", "exit 1"), "says: it is locked");
  }

  @Test
  void saysSoWhereItSaysNothing() throws Exception {
    assertFails(helper("exit 3"), "exited with code 3 and printed nothing");
  }

  @Test
  void shortensALongSpeech() throws Exception {
    String program = helperThatWrites("no no ".repeat(300_000), 1);

    assertThatThrownBy(() -> ask(program))
        .isInstanceOf(HelperException.class)
        .message()
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Username\": \"ci\", \"Secret\": \"s3cret\"",
        "{\"Username\": \"ci\", \"Secret\": \"s3cret\"} s3cret",
        "{\"Username\": \"\", \"Secret\": \"s3cret\"}",
        "{\"Username\": \"ci\", \"Secret\": \"\"}",
        "[\"ci\", \"s3cret\"]",
        "ci\ns3cret\n",
        "the secret is s3cret",
        "credentials not found in native keychain",
        "",
      })
  void showsNothingOfAnAnswerThatItCannotUse(String output) throws Exception {
    assertFails(
        helperThatWrites(output, 0),
        "responded without a user name and a secret; its response is not shown here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Username\":\"ci\",\"Secret\":\"s3cret\"}",
        "{\"Username\": \"ci\", \"Secret\": \"s3cret\"",
        "{\"user\": \"ci\", \"pass\": \"s3cret\"}",
        "warning: old version\n{\"Username\":\"ci\",\"Secret\":\"s3cret\"}",
        "username=ci\npassword=s3cret\n",
        "a login for you:\nPassword: s3cret\n",
        "s3cret",
        "s3cret\n",
        "cannot reach https://ci:s3cret@example.com/",
        "got eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0. for s3cret",
        "the answer has \"access_token\": \"s3cret\"",
      })
  void showsNoComplaintThatMayHoldTheSecret(String output) throws Exception {
    assertFails(
        helperThatWrites(output, 1),
        "exited with code 1; its output is not shown here, since it may contain a secret");
  }

  @Test
  void hasNoTextThatTellsTheSecret() {
    assertThat(new HelperAnswer(0, ANSWER, "").toString()).doesNotContain("s3cret");
  }

  @Test
  void saysWhereThereIsNoSuchProgram() {
    assertThatThrownBy(() -> ask("docker-credential-of-nobody"))
        .isInstanceOfSatisfying(HelperException.class, e -> assertThat(e.isMissing()).isTrue())
        .hasMessage("is not on the PATH");
  }

  @Test
  void saysWhereAProgramIsNotExecutable() throws Exception {
    String program = helper("");
    Path file = directory.resolve(program);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertNotStartable(program, file + " is not executable");
  }

  @Test
  void saysWhereAnInterpreterIsMissing() throws Exception {
    String program = script("#!" + directory.resolve("python0"), "print()");

    assertNotStartable(
        program, directory.resolve(program) + " needs an interpreter or a library that is missing");
  }

  @Test
  void saysWhyTheSystemDoesNotStartAProgram() throws Exception {
    String program = script("#!" + directory, "print()");

    assertThatThrownBy(() -> ask(program))
        .hasMessageStartingWith("can't be started: " + directory.resolve(program) + " (")
        .hasMessageContaining("ermission denied");
  }

  private void assertNotStartable(String program, String why) {
    assertThatThrownBy(() -> ask(program))
        .isInstanceOfSatisfying(
            HelperException.class,
            e -> {
              assertThat(e.isMissing()).isFalse();
              assertThat(e.remedy("log in")).isEqualTo("fix its installation");
            })
        .hasMessage("can't be started: " + why);
  }

  @Slow
  @Test
  void stopsAHelperThatHangsAndItsChildren() throws Exception {
    Path life = fifo();
    CompletableFuture<Void> over = CompletableFuture.runAsync(() -> readToItsEnd(life));
    String program = helper("sleep 600 > " + life);

    assertThatThrownBy(() -> ask(program, Duration.ofSeconds(3)))
        .isInstanceOf(HelperException.class)
        .hasMessage(
            "did not respond within 3 seconds and was stopped; it may be waiting to be unlocked");
    over.get(1, TimeUnit.MINUTES);
  }

  @Test
  void stopsAHelperThatNeverStopsTalking() throws Exception {
    String program = script("#!/bin/sh", "exec cat /dev/zero");

    assertThatThrownBy(() -> ask(program, Duration.ofMillis(300)))
        .hasMessageStartingWith("did not respond within ");
  }

  @Test
  void stopsAHelperWhereItIsInterrupted() throws Exception {
    Path life = fifo();
    Thread asking = Thread.currentThread();
    CompletableFuture<Void> over =
        CompletableFuture.runAsync(
            () -> {
              readToItsEnd(life, asking::interrupt);
            });
    // One process: a shell might be interrupted just when it starts another.
    String program = helper("exec > " + life + "; echo up; exec sleep 600");

    assertThatThrownBy(() -> ask(program)).isInstanceOf(PushInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    over.get(1, TimeUnit.MINUTES);
  }

  /** Each writer holds the pipe open as long as it lives. */
  private Path fifo() throws IOException, InterruptedException {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  private static void readToItsEnd(Path fifo) {
    readToItsEnd(fifo, () -> {});
  }

  private static void readToItsEnd(Path fifo, Runnable whenOpen) {
    try (InputStream in = Files.newInputStream(fifo)) {
      whenOpen.run();
      in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
