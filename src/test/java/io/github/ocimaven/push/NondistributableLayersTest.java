package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Registries don't require nondistributable layers: a repository may have an image without them.
 */
class NondistributableLayersTest {

  @TempDir Path directory;

  private final PushSession session = new PushSession(4);
  private final InMemoryRepository registry = new InMemoryRepository();
  private WrittenImage image;
  private String layer;

  @BeforeEach
  void write() throws IOException {
    image = write("image", "linux");
    layer = image.blobDigests().get(1);
  }

  private WrittenImage write(String name, String os) throws IOException {
    return TestImages.layout(directory.resolve(name))
        .platform(os, "amd64")
        .foreignLayer(
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            new byte[] {1},
            "https://windows.example/base")
        .write();
  }

  /** Writes an index of the image, which becomes the layout's entry. */
  private void writeIndex() throws IOException {
    Path layout = directory.resolve("image");
    byte[] index = Files.readAllBytes(layout.resolve("index.json"));
    String digest = Digest.sha256(index).toString();
    Files.write(layout.resolve("blobs/sha256").resolve(digest.substring(7)), index);
    Files.write(
        layout.resolve("index.json"),
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [
          {"mediaType": "application/vnd.oci.image.index.v1+json",
           "digest": "%s", "size": %d}]}
        """
            .formatted(digest, index.length)
            .getBytes(StandardCharsets.UTF_8));
  }

  private PushResult push(String name, boolean including, String tag) {
    PushRequest request =
        new PushRequest(
            Requests.source(directory, name, null),
            including,
            List.of(new Target("localhost", "app", List.of(tag))),
            4,
            false);
    return new Pusher(target -> registry, PushListener.NONE)
        .push(request.withSession(session))
        .get(0);
  }

  @Test
  void sendsThemWhereATagNamesAnImageThatHasThem() throws IOException {
    push("image", false, "1");
    push("image", true, "1"); // the tag already names the image, so nothing is done
    write("other", "windows");

    push("other", true, "2");

    assertThat(registry.calls("putBlob")).contains("putBlob " + layer);
  }

  @Test
  void sendsThemWhereTheRepositoryHasAnImageOfAnIndexThatHasThem() throws IOException {
    push("image", false, "1");
    writeIndex();

    push("image", true, "2");

    assertThat(registry.calls("putBlob")).contains("putBlob " + layer);
    assertThat(registry.calls("manifestDigest"))
        .contains("manifestDigest " + image.manifestDigest());
  }
}
