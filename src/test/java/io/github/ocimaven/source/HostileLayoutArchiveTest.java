package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.push.MissingBlobException;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts as tars that an attacker wrote. */
@DisabledOnOs(OS.WINDOWS) // symbolic links require an administrator there
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileLayoutArchiveTest extends HostileLayoutFixture {
  private TarBuilder entries() throws IOException {
    return new TarBuilder().directoryTree(image.directory());
  }

  private String blobName(Path blob) {
    return image.directory().relativize(blob).toString();
  }

  @Slow
  @ParameterizedTest
  @ValueSource(strings = {"index.json", "oci-layout"})
  void refusesDevicesAndLinksInPlaceOfADocumentOfATar(String name) throws IOException {
    for (char type : new char[] {'3', '4', '6', '7'}) {
      entries().replace(name, tar -> tar.special(name, type)).write(project.resolve("image.tar"));
      assertRefused("image.tar", "H1");
    }
    for (String target : List.of("/etc/hostname", "../outside", name, "blobs")) {
      entries()
          .replace(name, tar -> tar.symbolicLink(name, target))
          .write(project.resolve("image.tar"));
      assertRefused("image.tar", "H1");
      entries()
          .replace(name, tar -> tar.hardLink(name, target))
          .write(project.resolve("image.tar"));
      assertRefused("image.tar", "H1");
    }
  }

  @Test
  void refusesAHardLinkBetweenBlobsOfATar() throws IOException {
    String name = blobName(layer);
    byte[] content = Files.readAllBytes(layer);
    entries()
        .replace(name, tar -> tar.file("blobs/sha256/0", content).hardLink(name, "blobs/sha256/0"))
        .write(project.resolve("image.tar"));

    assertRefused("image.tar", "H1");
  }

  @Test
  void unpacksNothingThroughALinkOfATar() throws IOException {
    Path outside = Files.createDirectory(project.resolve("outside"));
    new TarBuilder()
        .symbolicLink("blobs", outside.toString())
        .directoryTree(image.directory())
        .withoutDirectories()
        .write(project.resolve("image.tar"));

    assertPushed("image.tar");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void tellsNamesOfATarApartThatDifferInCaseOnly() throws IOException {
    String name = blobName(layer);
    entries()
        .file("blobs/sha256/" + layer.getFileName().toString().toUpperCase(Locale.ROOT), "other")
        .file("INDEX.JSON", "other")
        .write(project.resolve("both.tar"));
    assertPushed("both.tar");

    byte[] content = Files.readAllBytes(layer);
    entries()
        .replace(name, tar -> tar.file(name.toUpperCase(Locale.ROOT), content))
        .write(project.resolve("upper.tar"));
    InMemoryRepository empty = new InMemoryRepository();
    assertThatThrownBy(
            () ->
                new Pusher(target -> empty, PushListener.NONE)
                    .push(Requests.push(project, "upper.tar", null, List.of(TARGET), 2, false)))
        .isInstanceOf(MissingBlobException.class);
  }
}
