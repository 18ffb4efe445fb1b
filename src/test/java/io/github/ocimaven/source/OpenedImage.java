package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image as a push would send it: planned, and every byte read and compared with its descriptor.
 *
 * @param manifest the root, an image manifest
 * @param config the config's bytes
 * @param layers the bytes of each layer of the manifest, in its order
 * @param imageId the digest of the config, according to the plan
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
public record OpenedImage(
    Manifest manifest, byte[] config, List<byte[]> layers, @Nullable Digest imageId) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Opens a source, reads all of it, and closes it. */
  public static OpenedImage read(SourceRequest request) throws IOException {
    try (ImageSource source = ImageSources.open(request, SourceListener.NONE)) {
      PushPlan plan = Planner.plan(source, false);
      if (plan.blobs().stream().anyMatch(blob -> blob.content() == null)) {
        throw new MissingBlob(request.source() + " lacks a blob");
      }
      Manifest root = plan.root();
      assertThat(bytes(source, source.root())).isEqualTo(root.bytes());
      JsonNode json = MAPPER.readTree(root.bytes());
      List<byte[]> layers = new ArrayList<>();
      for (JsonNode layer : json.path("layers")) {
        layers.add(bytes(source, descriptor(layer, plan)));
      }
      byte[] config = bytes(source, descriptor(json.path("config"), plan));
      return new OpenedImage(root, config, layers, plan.imageId());
    }
  }

  /**
   * Reads a source that may be broken: it is either rejected with findings, or lacks a blob, or all
   * of it is right.
   *
   * @return the image, or empty if it was rejected
   */
  static Optional<OpenedImage> readUnlessRefused(SourceRequest request) throws IOException {
    try {
      return Optional.of(read(request));
    } catch (NotAnImageException | InvalidImageException | MissingBlob e) {
      return Optional.empty();
    }
  }

  /** The plan has a blob without content: a push only continues if the registry has the blob. */
  @SuppressWarnings("serial")
  private static final class MissingBlob extends IOException {
    MissingBlob(String message) {
      super(message);
    }
  }

  /** The manifest as a text. */
  String manifestText() {
    return new String(manifest.bytes(), StandardCharsets.UTF_8);
  }

  /** All files below a folder, which need not exist, and when each was written. */
  public static Map<Path, FileTime> filesBelow(Path folder) throws IOException {
    Map<Path, FileTime> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(Files::isRegularFile).forEach(file -> files.put(file, modified(file)));
      }
    }
    return files;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Descriptor descriptor(JsonNode json, PushPlan plan) {
    return plan.blobs().stream()
        .map(blob -> blob.descriptor())
        .filter(blob -> blob.digest().toString().equals(json.path("digest").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(ImageSource source, Descriptor descriptor) throws IOException {
    Findings findings = new Findings();
    Content content = source.content(descriptor, findings).orElseThrow();
    assertThat(findings.all()).isEmpty();
    try (InputStream in = content.open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(Digests.sha256(bytes)).isEqualTo(descriptor.digest().toString());
      assertThat((long) bytes.length).isEqualTo(descriptor.size()).isEqualTo(content.size());
      return bytes;
    }
  }
}
