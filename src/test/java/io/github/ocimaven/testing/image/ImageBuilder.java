package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Descriptor;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes an image that is then written into an OCI layout. Nothing is written before {@link
 * #write}. An existing layout gets one more entry.
 */
public final class ImageBuilder {

  static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";

  private final Path directory;
  private final List<LayerSource> layers = new ArrayList<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private Optional<String> refName = Optional.empty();
  private Optional<String> artifactType = Optional.empty();
  private Optional<WrittenImage> subject = Optional.empty();
  private String config = "{}";
  private Platform platform = Platform.parse("linux/amd64");

  ImageBuilder(Path directory) {
    this.directory = directory;
  }

  /** Writes a layer once the layout exists. */
  @FunctionalInterface
  private interface LayerSource {
    LayerFile writeTo(LayoutDirectory layout) throws IOException;
  }

  /** Adds a tar.gz layer with one file that has this content. */
  public ImageBuilder layer(byte[] content) {
    return fileLayer("layer-" + layers.size(), content);
  }

  /** Adds a tar.gz layer with one file that has this text. */
  public ImageBuilder layer(String content) {
    return layer(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a tar.gz layer with one file. */
  public ImageBuilder fileLayer(String name, byte[] content) {
    layers.add(layout -> LayerFile.of(layout, name, content));
    return this;
  }

  /**
   * Adds a tar.gz layer with one incompressible file; it is streamed, so it may be large. The blob
   * is a little larger than the file.
   */
  public ImageBuilder randomLayer(long size, long seed) {
    layers.add(layout -> LayerFile.random(layout, size, seed));
    return this;
  }

  /** Adds a tar.gz layer with one file, compressed and streamed, so it may be large. */
  public ImageBuilder streamedLayer(long size, LayerFilling filling) {
    int number = layers.size();
    layers.add(layout -> LayerFile.streamed(layout, size, out -> filling.writeTo(out, number)));
    return this;
  }

  /** Adds a tar without files: a given number of zeros, which take no space on disk. */
  public ImageBuilder sparseLayer(long size) {
    layers.add(layout -> LayerFile.sparse(layout, size));
    return this;
  }

  /** Adds a blob as it is, without making it a tar or compressing it. */
  public ImageBuilder rawLayer(String mediaType, byte[] blob) {
    layers.add(layout -> new LayerFile(layout.put(mediaType, blob), Digests.sha256(blob)));
    return this;
  }

  /** Adds a blob as it is, with a URL from which it can also be fetched. */
  public ImageBuilder foreignLayer(String mediaType, byte[] blob, String url) {
    layers.add(
        layout -> new LayerFile(layout.put(mediaType, blob), Digests.sha256(blob), List.of(url)));
    return this;
  }

  /** Sets the config's JSON object; platform and rootfs are added if missing. */
  public ImageBuilder config(String json) {
    config = json;
    return this;
  }

  /** Adds an annotation to the manifest. */
  public ImageBuilder annotation(String key, String value) {
    annotations.put(key, value);
    return this;
  }

  /** Names the image in index.json. */
  public ImageBuilder refName(String name) {
    refName = Optional.of(name);
    return this;
  }

  /** Sets the platform; the default is linux/amd64. */
  public ImageBuilder platform(String os, String architecture) {
    platform = Platform.parse(os + "/" + architecture);
    return this;
  }

  /** Makes the image an artifact of a type. */
  public ImageBuilder artifactType(String type) {
    artifactType = Optional.of(type);
    return this;
  }

  /** Makes the image a referrer of another one. */
  public ImageBuilder subject(WrittenImage image) {
    subject = Optional.of(image);
    return this;
  }

  /** Writes the image and its entry in index.json. */
  public WrittenImage write() throws IOException {
    LayoutDirectory layout = LayoutDirectory.open(directory);
    WrittenImage image = writeBlobs(layout);
    ObjectNode entry = descriptor(image);
    refName.ifPresent(
        name -> entry.putObject("annotations").put("org.opencontainers.image.ref.name", name));
    layout.addEntry(entry);
    return image;
  }

  ImageBuilder platform(Platform other) {
    platform = other;
    return this;
  }

  /** The descriptor with which an index points at this image. */
  ObjectNode descriptor(WrittenImage image) {
    ObjectNode descriptor =
        new Descriptor(MANIFEST_TYPE, image.manifestDigest(), image.manifestBytes().length).json();
    descriptor.set("platform", platform.json());
    return descriptor;
  }

  /**
   * Writes the image without an entry in index.json, for images that only a nested index refers to.
   */
  WrittenImage writeBlobs(LayoutDirectory layout) throws IOException {
    List<LayerFile> files = new ArrayList<>();
    for (LayerSource layer : layers) {
      files.add(layer.writeTo(layout));
    }
    Descriptor configDescriptor = layout.put(CONFIG_TYPE, Json.bytes(configJson(files)));
    byte[] manifest = Json.bytes(manifestJson(configDescriptor, files));
    Descriptor written = layout.put(MANIFEST_TYPE, manifest);
    List<String> blobs =
        Stream.concat(Stream.of(configDescriptor), files.stream().map(LayerFile::descriptor))
            .map(Descriptor::digest)
            .distinct()
            .toList();
    return new WrittenImage(
        layout.path(), written.digest(), manifest, blobs, configDescriptor.digest());
  }

  private ObjectNode configJson(List<LayerFile> files) throws IOException {
    ObjectNode json = (ObjectNode) Json.read(config.getBytes(StandardCharsets.UTF_8));
    platform.json().properties().stream()
        .filter(field -> !json.has(field.getKey()))
        .forEach(field -> json.set(field.getKey(), field.getValue()));
    if (!json.has("rootfs")) {
      ObjectNode rootfs = json.putObject("rootfs").put("type", "layers");
      rootfs.putArray("diff_ids");
      files.forEach(file -> rootfs.withArray("diff_ids").add(file.diffId()));
    }
    return json;
  }

  private ObjectNode manifestJson(Descriptor configDescriptor, List<LayerFile> files) {
    ObjectNode json = Json.object().put("schemaVersion", 2).put("mediaType", MANIFEST_TYPE);
    artifactType.ifPresent(type -> json.put("artifactType", type));
    json.set("config", configDescriptor.json());
    json.putArray("layers");
    files.forEach(file -> json.withArray("layers").add(file.json()));
    subject.ifPresent(
        image ->
            json.set(
                "subject",
                new Descriptor(MANIFEST_TYPE, image.manifestDigest(), image.manifestBytes().length)
                    .json()));
    if (!annotations.isEmpty()) {
      ObjectNode target = json.putObject("annotations");
      annotations.forEach(target::put);
    }
    return json;
  }
}
