package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.HelperException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The helpers are shell scripts here, and started by their paths. */
@DisabledOnOs(OS.WINDOWS)
class JibCredentialHelpersTest {

  @TempDir Path directory;

  private Optional<Credentials> ask(String program) throws HelperException {
    return new JibCredentialHelpers().get(program, "ghcr.io", "a test");
  }

  /** Writes a helper, which reads the server's name first, as all of them do. */
  private String helper(String... lines) throws IOException {
    return script("server=$(cat)\n" + String.join("\n", lines));
  }

  private String script(String text) throws IOException {
    Path script = directory.resolve("docker-credential-" + System.nanoTime());
    Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  private String helperThatWrites(String text) throws IOException {
    Path output = Files.writeString(directory.resolve("output-" + System.nanoTime()), text);
    return helper("cat '" + output + "'", "exit 1");
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

  @RepeatedTest(10)
  void bearsAHelperThatDoesNotReadTheQuestion() throws Exception {
    assertThat(ask(script("echo '{\"Username\":\"ci\",\"Secret\":\"s3cret\"}'")))
        .contains(new Credentials.Login("ci", "s3cret", "a test"));
    assertFails(script("echo 'gcloud: not found' >&2; exit 127"), "says: gcloud: not found");
  }

  @Test
  void takesATokenForATokenService() throws Exception {
    String program = helper("echo '{\"Username\":\"<token>\",\"Secret\":\"s3cret\"}'");

    assertThat(ask(program)).contains(new Credentials.IdentityToken("s3cret", "a test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "credentials not found in native keychain",
        "credentials not found in native keychain\n",
        "error: credentials not found in native keychain (1)",
      })
  void hasNoneWhereTheHelperSaysSo(String words) throws Exception {
    assertThat(ask(helperThatWrites(words))).isEmpty();
  }

  @Test
  void repeatsItsWordsOnOneLine() throws Exception {
    assertFails(
        helperThatWrites(
            "pass not initialized:\n\texit status 1,\u001b[31m out: `Error: no store`\n"),
        "says: pass not initialized: exit status 1, [31m out: `Error: no store`");
  }

  @Test
  void repeatsWhatItSaysAboutTokens() throws Exception {
    assertFails(
        helperThatWrites("could not retrieve GCR's access token: oauth2: token expired"),
        "says: could not retrieve GCR's access token: oauth2: token expired");
  }

  @Test
  void repeatsItsStandardErrorWhereThatIsAll() throws Exception {
    assertFails(helper("echo 'gpg: no key' >&2", "exit 2"), "says: gpg: no key");
  }

  @Test
  void saysSoWhereItSaysNothing() throws Exception {
    assertFails(helper("exit 3"), "ended without a word");
  }

  @Test
  void shortensALongSpeech() throws Exception {
    String program = helperThatWrites("no no ".repeat(100_000));

    assertThatThrownBy(() -> ask(program))
        .isInstanceOf(HelperException.class)
        .message()
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Username\": \"ci\", \"Secret\": \"s3cret\"",
        "{\"Username\": \"\", \"Secret\": \"s3cret\"}",
        "{\"secret\": \"s3cret\"}",
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
  void showsNothingThatMayHoldTheSecret(String output) throws Exception {
    assertFails(
        helperThatWrites(output),
        "gave an answer without user name and secret, which is not shown here");
  }

  @Test
  void saysWhereThereIsNoSuchProgram() {
    assertThatThrownBy(() -> ask("docker-credential-of-nobody"))
        .isInstanceOfSatisfying(HelperException.class, e -> assertThat(e.isMissing()).isTrue())
        .hasMessage("is not on the PATH");
  }

  @Test
  void saysWhyAProgramCannotBeRun() throws Exception {
    String program = helper("");
    Files.setPosixFilePermissions(Path.of(program), PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> ask(program))
        .isInstanceOfSatisfying(HelperException.class, e -> assertThat(e.isMissing()).isFalse())
        .hasMessageStartingWith("can't be run (")
        .hasMessageContaining("Permission denied");
  }
}
