package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Descriptor;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An OCI image layout that is being written. */
record LayoutDirectory(Path path) {

  static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

  /** Opens a layout; a new one is empty, an existing one keeps its content. */
  static LayoutDirectory open(Path path) throws IOException {
    LayoutDirectory layout = new LayoutDirectory(path);
    Files.createDirectories(layout.blobs());
    Files.writeString(path.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    if (Files.notExists(layout.index())) {
      Files.write(layout.index(), Json.bytes(emptyIndex()));
    }
    return layout;
  }

  static ObjectNode emptyIndex() {
    ObjectNode index = Json.object().put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
    index.putArray("manifests");
    return index;
  }

  Path newBlob() throws IOException {
    return Files.createTempFile(blobs(), "new-", "");
  }

  /** Moves a file into the layout as a blob and returns its size. */
  long adopt(Path file, String digest) throws IOException {
    Path blob = blobs().resolve(digest.substring("sha256:".length()));
    Files.move(file, blob, StandardCopyOption.REPLACE_EXISTING);
    return Files.size(blob);
  }

  Descriptor put(String mediaType, byte[] content) throws IOException {
    String digest = Digests.sha256(content);
    Path file = newBlob();
    Files.write(file, content);
    return new Descriptor(mediaType, digest, adopt(file, digest));
  }

  /** Adds a manifest to index.json. */
  void addEntry(ObjectNode descriptor) throws IOException {
    ObjectNode index = (ObjectNode) Json.read(Files.readAllBytes(index()));
    index.withArray("manifests").add(descriptor);
    Files.write(index(), Json.bytes(index));
  }

  private Path blobs() {
    return path.resolve("blobs").resolve("sha256");
  }

  private Path index() {
    return path.resolve("index.json");
  }
}
