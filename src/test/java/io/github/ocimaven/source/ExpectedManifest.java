package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.WrittenDockerImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The manifest that is generated for an image of a docker-save archive. */
public final class ExpectedManifest {

  private ExpectedManifest() {}

  /** Asserts each byte of the manifest; layers compressed here are compared after decompression. */
  public static void assertIs(OpenedImage opened, WrittenDockerImage image, ImageFormat format)
      throws IOException {
    assertThat(opened.config()).isEqualTo(image.configBytes());
    assertThat(opened.imageId()).hasToString(image.configDigest());
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < image.layers().size(); i++) {
      byte[] sent = opened.layers().get(i);
      WrittenDockerImage.Layer layer = image.layers().get(i);
      boolean zstd = layer.stored()[0] == 0x28;
      if (Arrays.equals(layer.stored(), layer.tar())) {
        assertThat(new GZIPInputStream(new ByteArrayInputStream(sent)))
            .hasBinaryContent(layer.tar());
      } else {
        assertThat(sent).isEqualTo(layer.stored());
      }
      layers.append(i == 0 ? "" : ",").append(descriptor(layerType(format, zstd), sent));
    }
    assertThat(opened.manifestText())
        .isEqualTo(
            format == ImageFormat.DOCKER
                ? manifest(
                    "application/vnd.docker.distribution.manifest.v2+json",
                    descriptor("application/vnd.docker.container.image.v1+json", opened.config()),
                    layers)
                : manifest(
                    "application/vnd.oci.image.manifest.v1+json",
                    descriptor("application/vnd.oci.image.config.v1+json", opened.config()),
                    layers));
  }

  private static String layerType(ImageFormat format, boolean zstd) {
    return format == ImageFormat.DOCKER
        ? "application/vnd.docker.image.rootfs.diff.tar." + (zstd ? "zstd" : "gzip")
        : "application/vnd.oci.image.layer.v1.tar+" + (zstd ? "zstd" : "gzip");
  }

  private static String descriptor(String type, byte[] bytes) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(type, Digests.sha256(bytes), bytes.length);
  }

  private static String manifest(String type, String config, CharSequence layers) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
        .formatted(type, config, layers);
  }
}
