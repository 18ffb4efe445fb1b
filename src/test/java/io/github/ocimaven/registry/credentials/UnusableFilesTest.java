package io.github.ocimaven.registry.credentials;

import static io.github.ocimaven.registry.credentials.Searcher.SECRET;
import static io.github.ocimaven.registry.credentials.Searcher.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message names a file that can't be used, and quotes nothing from it. */
class UnusableFilesTest {

  private static final String FILE = ".docker/config.json";

  @TempDir Path home;
  private Searcher searcher;

  @BeforeEach
  void start() {
    searcher = new Searcher(home);
  }

  private Credentials find() {
    return searcher.find("ghcr.io", "acme/app");
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(this::find)
        .isInstanceOfSatisfying(
            CredentialException.class, e -> assertThat(e.isUserFixable()).isTrue())
        .hasMessageStartingWith("Cannot find credentials for ghcr.io/acme/app: ")
        .hasMessageContaining("~/" + FILE)
        .hasMessageContainingAll(words)
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(SECRET, base64(SECRET)));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "{'auths': {'ghcr.io': {'auth': s3cret}}}",
        "{'auths': {'ghcr.io': {'auth': 's3cret",
        "{'auths': {'ghcr.io': {'auth': 's3cret'}}} s3cret",
        "{'auths': {'ghcr.io': {'auth': '\\s3cret'}}}",
        "{'auths': {'ghcr.io': {'auth': 's3cret\n'}}}",
        "{'s3cret",
      })
  void refusesWhatIsNoJson(String content) throws IOException {
    searcher.write(FILE, content);

    assertRefused("is not valid JSON (line ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['s3cret'] | is not a JSON object",
        "null | is not a JSON object",
        "{'auths': 's3cret'} | auths of ~/.docker/config.json is not a JSON object",
        "{'credHelpers': ['s3cret']} | credHelpers of ~/.docker/config.json is not a JSON object",
        "{'credHelpers': {'ghcr.io': 5}} | credHelpers of ~/.docker/config.json is not the name",
        "{'credsStore': {'s3cret': 1}} | credsStore of ~/.docker/config.json is not the name",
        "{'auths': {'ghcr.io': 's3cret'}} | auths \"ghcr.io\" is not a JSON object",
        "{'auths': {'ghcr.io': {'auth': ['s3cret']}}} | 'auth' that is not a string",
        "{'auths': {'ghcr.io': {'identitytoken': 7}}} | 'identitytoken' that is not a string",
        "{'auths': {'ghcr.io': {'auth': 's3cret!'}}} | auths \"ghcr.io\" has an 'auth' that is not",
        "{'auths': {'ghcr.io': {'auth': 'czNjcmV0'}}} | 'auth' without a colon",
      })
  void refusesWhatIsNoFileOfLogins(String content, String words) throws IOException {
    searcher.write(FILE, content);

    assertRefused(words);
  }

  @Test
  void refusesAFileOverOneMebibyte() throws IOException {
    searcher.write(FILE, "{}" + " ".repeat(AuthFile.MAX_BYTES - 1));

    assertRefused("larger than 1 MiB");

    searcher.write(FILE, "{}" + " ".repeat(AuthFile.MAX_BYTES - 2));
    assertThat(find()).isInstanceOf(Credentials.Anonymous.class);
  }

  @Test
  void takesAnEmptyFileForNone() throws IOException {
    searcher.write(FILE, "");

    assertThat(find()).isInstanceOf(Credentials.Anonymous.class);
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectories(home.resolve(FILE));

    assertRefused("can't be read");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refusesAFileThatMayNotBeRead() throws IOException {
    searcher.write(FILE, "{}");
    Files.setPosixFilePermissions(home.resolve(FILE), PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(home.resolve(FILE)), "root may read everything");

    assertRefused("can't be read, permission denied");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void goesOnWhereAFolderIsSomebodyElses() throws IOException {
    Path folder = Files.createDirectories(home.resolve("run"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    try {
      Assumptions.assumeFalse(Files.isExecutable(folder), "root may enter every folder");

      assertThat(find()).isInstanceOf(Credentials.Anonymous.class);
      assertThat(searcher.tried).contains("~/run/auth.json: permission denied");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void ignoresWhatIsWrongInOtherEntries() throws IOException {
    searcher.write(FILE, "{'auths': {'quay.io': {'auth': 's3cret!'}}, 'psFormat': 7}");

    assertThat(find()).isInstanceOf(Credentials.Anonymous.class);
  }
}
