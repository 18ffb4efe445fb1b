package io.github.ocimaven.faults;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.StoredManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An index with one image, whose larger layer does not fit into a connection's buffers. */
record FaultImage(WrittenIndex index) {

  static final String LAYOUT = "oci";

  private static final long LARGE = 256 * 1024;
  private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  /** Writes the image to a layout below a folder. */
  static FaultImage write(Path directory) throws IOException {
    Path layout = directory.resolve(LAYOUT);
    WrittenImage image = TestImages.layout(layout).randomLayer(LARGE, 1).layer("small").write();
    byte[] index =
        indexOf(
            MANIFEST_TYPE,
            image.manifestDigest(),
            image.manifestBytes().length,
            ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}");
    String digest = Digests.sha256(index);
    Files.write(layout.resolve("blobs").resolve(digest.replace(':', '/')), index);
    Files.write(layout.resolve("index.json"), indexOf(INDEX_TYPE, digest, index.length, ""));
    return new FaultImage(new WrittenIndex(layout, digest, index, List.of(image), List.of()));
  }

  /** Returns the number of blobs, each of which is uploaded separately. */
  int blobs() {
    return index.blobDigests().size();
  }

  /** Describes what is wrong with a registry's copy of the image, including its tag. */
  List<String> whatIsWrongIn(EmbeddedRegistry registry, String repository, String tag)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    require(wrong, "the tag", registry.manifest(repository, tag), index.indexBytes());
    for (WrittenImage image : index.images()) {
      Optional<StoredManifest> child = registry.manifest(repository, image.manifestDigest());
      require(wrong, "the image's manifest", child, image.manifestBytes());
    }
    for (String digest : index.blobDigests()) {
      Optional<byte[]> blob = registry.blob(repository, digest);
      if (blob.filter(bytes -> Digests.sha256(bytes).equals(digest)).isEmpty()) {
        wrong.add("blob " + digest + (blob.isPresent() ? " has wrong bytes" : " is missing"));
      }
    }
    return wrong;
  }

  private static void require(
      List<String> wrong, String what, Optional<StoredManifest> stored, byte[] expected) {
    if (stored.filter(manifest -> Arrays.equals(manifest.bytes(), expected)).isEmpty()) {
      wrong.add(what + (stored.isPresent() ? " has wrong bytes" : " is missing"));
    }
  }

  private static byte[] indexOf(String type, String digest, int size, String more) {
    return """
        {"schemaVersion":2,"mediaType":"%s","manifests":[\
        {"mediaType":"%s","digest":"%s","size":%d%s}]}"""
        .formatted(INDEX_TYPE, type, digest, size, more)
        .getBytes(StandardCharsets.UTF_8);
  }
}
