package io.github.ocimaven.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryFilesTest {

  @TempDir Path directory;

  private final Findings findings = new Findings();

  @BeforeEach
  void writeASecretBesideTheSource() throws IOException {
    Files.writeString(directory.resolve("secret"), "secret");
    Files.createDirectories(directory.resolve("source/folder"));
    Files.writeString(directory.resolve("source/folder/file"), "content");
  }

  private DirectoryFiles files() throws IOException {
    return new DirectoryFiles("source", directory.resolve("source"));
  }

  @Test
  void findsAFile() throws IOException {
    assertThat(files().file("folder/file", findings)).isPresent();
    assertThat(files().file("folder/other", findings)).isEmpty();
    assertThat(findings.all()).isEmpty();
  }

  /** The paths in a manifest.json are untrusted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "folder/../../secret",
        "folder/../folder/file",
        "/folder/file",
        "folder//file",
        "./folder/file",
        "folder/file/",
        "",
        "folder/\0",
      })
  void followsNoPathThatMayLeadOut(String path) throws IOException {
    assertThat(files().file(path, findings)).isEmpty();
    assertThat(findings.all()).extracting(Finding::rule).containsExactly("H1");
    assertThat(findings.all())
        .extracting(Finding::found)
        .containsExactly("a path that may lead outside the source");
  }

  /** Works for root too, who can read everything: no file system allows a name of this length. */
  @Test
  void reportsWhatCannotBeRead() throws IOException {
    assertThat(files().file("folder/" + "x".repeat(1000), findings)).isEmpty();
    assertThat(findings.all()).extracting(Finding::rule).containsExactly("H1");
    assertThat(findings.all())
        .extracting(Finding::found)
        .allSatisfy(
            found ->
                assertThat(found).startsWith("a file that can't be read: ").doesNotContain("xx"));
  }
}
