package io.github.ocimaven.plan;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a layout document by document, so that each can be wrong. */
public final class RawLayout {

  private final Path directory;

  public RawLayout(Path directory) {
    this.directory = directory;
  }

  /** Writes a document that index.json names. */
  public void root(MediaType type, String document) throws IOException {
    blob(document);
    index(descriptor(type, document));
  }

  /** Writes index.json with entries. */
  public void index(String entries) throws IOException {
    Files.createDirectories(directory.resolve("blobs/sha256"));
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        directory.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(entries));
  }

  public void blob(String content) throws IOException {
    Path file = file(Digest.sha256(content).toString());
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  public Path file(String digest) {
    return directory.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  public static String manifest(String config, String layers) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
        .formatted(MediaType.OCI_MANIFEST, config, layers);
  }

  public static String config(String... diffIds) {
    String list = diffIds.length == 0 ? "" : "\"" + String.join("\",\"", diffIds) + "\"";
    return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":"
        + "{\"type\":\"layers\",\"diff_ids\":[%s]}}".formatted(list);
  }

  public static String index(MediaType type, String manifests) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(type, manifests);
  }

  public static String descriptor(MediaType type, String content) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(type, Digest.sha256(content), content.getBytes(StandardCharsets.UTF_8).length);
  }
}
