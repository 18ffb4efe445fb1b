package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TarEntry;
import io.github.ocimaven.testing.image.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that would add lines to a log, or move a terminal's cursor. */
class HostileNamesTest {

  private static final String NAME = "\u001b[2J\n[INFO] BUILD SUCCESS";

  @TempDir Path project;

  private ImageSource open(String source, SourceOptions options) {
    return ImageSources.open(
        Requests.source(project, source, null).withOptions(options), SourceListener.NONE);
  }

  @Test
  void keepsTheNameOfALayerOnItsLine() {
    Descriptor blob = new Descriptor(MediaType.OCI_LAYER, Digest.sha256(""), 0);

    assertThat(new CorruptBlobException("a.tar!/" + NAME, blob, NAME, null).getMessage())
        .doesNotContain("\u001b", "\n");
  }

  @Slow
  @Test
  void keepsTheNumberOfAHeaderOnItsLine() throws IOException {
    byte[] records = ("40 size=" + NAME).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(records, 40);
    padded[39] = '\n';
    new TarBuilder()
        .add(new TarEntry("header", 'x', "", padded, padded.length))
        .file("index.json", "{}")
        .write(project.resolve("image.tar"));

    assertThatThrownBy(() -> open("image.tar", SourceOptions.defaults(1)).close())
        .isInstanceOf(NotAnImageException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b", "\n"));
  }

  @Test
  void keepsTheNamesOfPlatformsOnTheirLine() throws IOException {
    Path layout = project.resolve("oci");
    TestImages.layout(layout).layer("1").write();
    TestImages.layout(layout).layer("2").platform(NAME, "arm64").write();
    SourceOptions linux =
        SourceOptions.defaults(1).withImage(List.of(new Platform("linux", "amd64", null)), null);

    try (ImageSource source = open("oci", linux)) {
      assertThat(source.notes())
          .hasSize(2)
          .allSatisfy(note -> assertThat(note).doesNotContain("\u001b", "\n"));
    }
  }
}
