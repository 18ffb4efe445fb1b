package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.push.MissingBlobException;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts, as folders and as tars, that an attacker wrote. */
@DisabledOnOs(OS.WINDOWS) // symbolic links require an administrator there
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileLayoutTest extends HostileLayoutFixture {
  /** Moves a file or folder out of the layout and leaves a link to it: its content stays right. */
  private Path moveOutAndLink(Path path) throws IOException {
    Path outside = Files.move(path, project.resolve("outside"));
    return Files.createSymbolicLink(path, outside);
  }

  @Test
  void followsNoLinkToABlobOutsideThatHasTheRightDigest() throws IOException {
    moveOutAndLink(layer);

    assertRefused("oci", "H1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.json", "oci-layout"})
  void followsNoLinkToADocumentOutside(String name) throws IOException {
    moveOutAndLink(image.directory().resolve(name));

    assertRefused("oci", "H1");
  }

  @Test
  void followsNoChainOfLinksEvenInside() throws IOException {
    Path inside = Files.move(layer, layer.resolveSibling("a"));
    Path chain = Files.createSymbolicLink(layer.resolveSibling("b"), inside.getFileName());
    Files.createSymbolicLink(layer, chain.getFileName());

    assertRefused("oci", "H1");
  }

  @Test
  void endsAtACycleOfLinks() throws IOException {
    Path other = layer.resolveSibling("b");
    Files.delete(layer);
    Files.createSymbolicLink(layer, other.getFileName());
    Files.createSymbolicLink(other, layer.getFileName());

    assertRefused("oci", "H1");
  }

  @Test
  void endsAtAFolderThatIsLinkedIntoItself() throws IOException {
    Files.createSymbolicLink(layer.resolveSibling("loop"), Path.of(".."));

    assertPushed("oci");
  }

  @Test
  void followsNoLinkInPlaceOfTheFolderOfBlobs() throws IOException {
    moveOutAndLink(image.directory().resolve("blobs"));

    assertRefused("oci", "H1", "L1");
  }

  @Test
  void followsNoLinkInPlaceOfTheFolderOfAnAlgorithm() throws IOException {
    moveOutAndLink(image.directory().resolve("blobs/sha256"));

    assertRefused("oci", "H1");
  }

  @Test
  void followsALinkThatTheUserNamed() throws IOException {
    moveOutAndLink(image.directory());

    assertPushed("oci");
  }

  @Test
  void refusesAFolderWhereABlobShouldBe() throws IOException {
    Files.delete(layer);
    Files.createDirectory(layer);

    assertRefused("oci", "H1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.json", "oci-layout", "blob"})
  void doesNotWaitForAWriterOfAFifo(String name) throws Exception {
    RequiredTools.assume("mkfifo");
    Path file = name.equals("blob") ? layer : image.directory().resolve(name);
    Files.delete(file);
    Shell.runOrFail(project, "mkfifo", file.toString());

    assertRefused("oci", "H1");
  }

  @Test
  void namesALayerThatCannotBeRead() throws IOException {
    makeUnreadable(layer);

    assertThatThrownBy(() -> push("oci"))
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageContaining(layer.getFileName().toString());
    assertThat(registry.stored("1.0")).isEmpty();
  }

  @Test
  void namesAnIndexThatCannotBeRead() throws IOException {
    makeUnreadable(index);

    assertRefused("oci", "H1");
  }

  private static void makeUnreadable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
  }

  private void editIndex(UnaryOperator<String> edit) throws IOException {
    String before = Files.readString(index);
    String after = edit.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(index, after);
  }

  @ParameterizedTest
  @CsvSource({
    "9000000000000000000, D4",
    "9223372036854775807, D4",
    "9223372036854775808, D3",
    "1e18, D3",
    "-1, D3",
    "0, D4",
  })
  void doesNotBelieveASizeInTheIndex(String size, String rule) throws IOException {
    editIndex(json -> json.replaceAll("\"size\":\\d+", "\"size\":" + size));
    assertRefused("oci", rule);

    TestImages.tar(image.directory(), project.resolve("image.tar"));
    assertRefused("image.tar", rule);
  }

  @Test
  void doesNotBelieveASizeInAManifest() throws IOException {
    String manifest =
        new String(image.manifestBytes(), StandardCharsets.UTF_8)
            .replaceAll("\"size\":\\d+\\}\\]", "\"size\":9000000000000000000}]");
    String digest = Digest.sha256(manifest).toString();
    Files.writeString(image.blobFile(digest), manifest);
    editIndex(
        json ->
            json.replace(image.manifestDigest(), digest)
                .replaceAll("\"size\":\\d+", "\"size\":" + manifest.length()));

    assertRefused("oci", "D4");
  }

  @ParameterizedTest
  @CsvSource({
    "sha256:ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789, D9",
    "SHA256:abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789, D2",
    "sha256:abcdef, D9",
    "sha256:abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567890, D9",
    "sha256:../../../outside, D9",
    "sha512:abcdef, D9",
    "blake3:abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789, D10",
    "../outside:x, D2",
    "sha256, D2",
    "'', D2",
  })
  void refusesADigestInTheIndexThatIsNone(String digest, String rule) throws IOException {
    editIndex(json -> json.replace(image.manifestDigest(), digest));

    assertRefused("oci", rule);
  }

  @Test
  void refusesItsOwnDigestInUpperCase() throws IOException {
    String hex = image.manifestDigest().substring("sha256:".length());
    editIndex(json -> json.replace(hex, hex.toUpperCase(Locale.ROOT)));

    assertRefused("oci", "D9");
  }

  @Test
  void tellsNamesApartThatDifferInCaseOnly() throws IOException {
    Path upper = upperCase(layer);
    Files.writeString(upper, "another blob");

    assertPushed("oci");
  }

  @Test
  void missesABlobWhoseNameIsInUpperCase() throws IOException {
    Files.move(layer, upperCase(layer));

    assertThatThrownBy(() -> push("oci")).isInstanceOf(MissingBlobException.class);
    assertThat(registry.calls("putBlob")).isEmpty();
    assertThat(registry.stored("1.0")).isEmpty();
  }

  private static Path upperCase(Path file) {
    Path upper = file.resolveSibling(file.getFileName().toString().toUpperCase(Locale.ROOT));
    assumeFalse(Files.exists(upper), "this file system makes no difference");
    return upper;
  }
}
