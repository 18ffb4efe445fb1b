package io.github.ocimaven.realtools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A layout directory with one image or index, read without any code of the plugin.
 *
 * @param directory where it is
 */
record StoredLayout(Path directory) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The digest of what the only entry of index.json points at. */
  String rootDigest() throws IOException {
    JsonNode entries = MAPPER.readTree(directory.resolve("index.json").toFile()).path("manifests");
    if (entries.size() != 1) {
      throw new AssertionError("index.json of " + directory + " has not one entry: " + entries);
    }
    return entries.get(0).path("digest").asText();
  }

  /** The media type that the root document states, or an empty text where it states none. */
  String rootMediaType() throws IOException {
    return document(rootDigest()).path("mediaType").asText();
  }

  /** The media types of the layers of the image that is the root. */
  Set<String> layerTypes() throws IOException {
    Set<String> types = new TreeSet<>();
    document(rootDigest()).path("layers").forEach(layer -> types.add(text(layer, "mediaType")));
    return types;
  }

  /** All that the root needs, itself included: tools may leave other files in a layout. */
  Set<String> reachable() throws IOException {
    Set<String> digests = new TreeSet<>();
    collect(rootDigest(), digests);
    return digests;
  }

  /** All blobs that there are. */
  Set<String> blobs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("blobs/sha256"))) {
      return files
          .map(file -> "sha256:" + file.getFileName())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The file of a blob. */
  Path blob(String digest) {
    return directory.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private void collect(String manifestDigest, Set<String> digests) throws IOException {
    digests.add(manifestDigest);
    JsonNode manifest = document(manifestDigest);
    for (JsonNode child : manifest.path("manifests")) {
      collect(text(child, "digest"), digests);
    }
    if (manifest.has("config")) {
      digests.add(text(manifest.path("config"), "digest"));
    }
    manifest.path("layers").forEach(layer -> digests.add(text(layer, "digest")));
  }

  private JsonNode document(String digest) throws IOException {
    return MAPPER.readTree(blob(digest).toFile());
  }

  private static String text(JsonNode object, String field) {
    return object.required(field).textValue();
  }
}
