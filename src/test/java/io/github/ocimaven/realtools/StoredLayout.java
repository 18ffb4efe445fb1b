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

/** A layout directory with one image or index, read without the plugin's code. */
record StoredLayout(Path directory) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Returns the digest in the only entry of index.json. */
  String rootDigest() throws IOException {
    JsonNode entries = MAPPER.readTree(directory.resolve("index.json").toFile()).path("manifests");
    if (entries.size() != 1) {
      throw new AssertionError(
          "index.json of " + directory + " does not have exactly one entry: " + entries);
    }
    return entries.get(0).path("digest").asText();
  }

  /** Returns the root document's media type, or an empty string if it states none. */
  String rootMediaType() throws IOException {
    return document(rootDigest()).path("mediaType").asText();
  }

  /** Returns the media types of the root image's layers. */
  Set<String> layerTypes() throws IOException {
    Set<String> types = new TreeSet<>();
    document(rootDigest()).path("layers").forEach(layer -> types.add(text(layer, "mediaType")));
    return types;
  }

  /**
   * Returns the digests of everything that the root needs, including itself: tools may leave other
   * files in a layout.
   */
  Set<String> reachable() throws IOException {
    Set<String> digests = new TreeSet<>();
    collect(rootDigest(), digests);
    return digests;
  }

  /** Returns the digests of all blobs. */
  Set<String> blobs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("blobs/sha256"))) {
      return files
          .map(file -> "sha256:" + file.getFileName())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Returns the file of a blob. */
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
