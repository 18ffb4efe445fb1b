package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Content that a registry lacks, and that the push does not have or may not send. */
class LackingSourceTest extends LackingContentFixture {

  @Test
  void namesTheBlobsThatTheSourceLacksWhereTheRegistryNamesNone() throws IOException {
    WrittenImage image = storedImage();
    Files.delete(image.blobFile(image.configDigest()));
    lackAt("putManifest 1.0", 2, Set.of());

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: it is gone; 1 blob was uploaded without asking before that"
                + " response, and the source lacks 1 blob; build the image again with all its"
                + " layers");
  }

  @Test
  void saysWhereTheSourceLacksItToo() throws IOException {
    WrittenImage image = storedImage();
    Files.delete(image.blobFile(image.configDigest()));
    lackAt("putManifest 1.0", 1, Set.of(image.configDigest()));

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: it is gone; the source lacks it, too; build the image again with"
                + " all its layers");
  }

  @Test
  void namesTheParameterWhereTheRegistryWantsNondistributableLayers() throws IOException {
    WrittenImage image =
        TestImages.layout(directory.resolve("oci"))
            .foreignLayer(
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                new byte[] {1},
                "https://windows.example/base")
            .write();
    String layer = image.blobDigests().get(1);
    lackAt("putManifest 1.0", 1, Set.of(layer));

    assertThatThrownBy(this::push)
        .hasMessageContaining("nondistributable layers; set includeNondistributableLayers");
    assertThat(registry.calls("putManifest")).hasSize(1);
  }
}
