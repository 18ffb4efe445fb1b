package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Descriptor;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes a docker-save archive. Methods for an image and its layers apply to the image that was
 * begun last; the first one is begun implicitly.
 */
public final class DockerArchiveBuilder {

  static final String DEFAULT_TAG = "example.com/app:1.0";

  private final Path tar;
  private final List<Image> images = new ArrayList<>();
  private DockerArchiveStyle style = DockerArchiveStyle.SKOPEO;

  DockerArchiveBuilder(Path tar) {
    this.tar = tar;
    images.add(new Image());
  }

  /** An image before it is written. */
  private static final class Image {
    private final List<Layer> layers = new ArrayList<>();
    private ObjectNode repoTags = repoTags(DEFAULT_TAG);
    private String architecture = "amd64";

    static ObjectNode repoTags(String... tags) {
      ObjectNode field = Json.object();
      ArrayNode array = field.putArray("RepoTags");
      List.of(tags).forEach(array::add);
      return field;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Layer(byte[] plain, byte[] stored, String ociSuffix) {}

  /** Sets the tool whose archives it mimics; the default is Skopeo. */
  public DockerArchiveBuilder style(DockerArchiveStyle other) {
    style = other;
    return this;
  }

  /** Adds a layer as a plain tar, with one file that has this text. */
  public DockerArchiveBuilder layer(String text) throws IOException {
    return plainLayer(layerTar(text));
  }

  /** Adds a layer with any bytes, a plain tar or deliberately not one. */
  public DockerArchiveBuilder plainLayer(byte[] content) {
    return add(new Layer(content, content, ""));
  }

  /** Adds a layer compressed with gzip, with one file that has this text. */
  public DockerArchiveBuilder gzipLayer(String text) throws IOException {
    return add(new Layer(layerTar(text), TarBuilder.gzip(layerTar(text)), "+gzip"));
  }

  /** Adds a layer compressed with zstd, with one file that has this text. */
  public DockerArchiveBuilder zstdLayer(String text) throws IOException {
    return add(new Layer(layerTar(text), TarBuilder.zstd(layerTar(text)), "+zstd"));
  }

  /** The tar of a layer with a text. */
  public static byte[] layerTar(String text) throws IOException {
    return new TarBuilder().directory("app").file("app/layer.txt", text).bytes();
  }

  /** Names the image; without a name there is an empty list. */
  public DockerArchiveBuilder repoTags(String... tags) {
    current().repoTags = Image.repoTags(tags);
    return this;
  }

  /** Makes the image's {@code RepoTags} null. */
  public DockerArchiveBuilder repoTagsNull() {
    current().repoTags = Json.object().putNull("RepoTags");
    return this;
  }

  /** Omits the image's {@code RepoTags}. */
  public DockerArchiveBuilder repoTagsMissing() {
    current().repoTags = Json.object();
    return this;
  }

  /** Sets the architecture; the default is amd64. */
  public DockerArchiveBuilder architecture(String other) {
    current().architecture = other;
    return this;
  }

  /** Begins another image; it has the default name until it gets one. */
  public DockerArchiveBuilder nextImage() {
    images.add(new Image());
    return this;
  }

  /** Writes the archive. */
  public WrittenDockerArchive write() throws IOException {
    DockerArchiveFiles files = DockerArchiveFiles.of(style);
    List<WrittenDockerImage> written = new ArrayList<>();
    ArrayNode manifest = Json.object().putArray("images");
    for (Image image : images) {
      WrittenDockerImage one = write(image, files);
      written.add(one);
      ObjectNode entry = manifest.addObject().put("Config", one.configPath());
      entry.setAll(image.repoTags);
      ArrayNode layers = entry.putArray("Layers");
      one.layers().forEach(layer -> layers.add(layer.path()));
      image.repoTags.path("RepoTags").forEach(tag -> files.name(tag.asText(), one));
    }
    String text = Json.write(manifest);
    TarBuilder contents = files.finish(text);
    contents.write(tar);
    return new WrittenDockerArchive(tar, written, text, contents);
  }

  private WrittenDockerImage write(Image image, DockerArchiveFiles files) {
    List<WrittenDockerImage.Layer> layers = new ArrayList<>();
    String chain = "";
    for (Layer layer : image.layers) {
      String diffId = Digests.sha256(layer.plain());
      chain = Digests.sha256((chain + diffId).getBytes(StandardCharsets.UTF_8));
      String path = files.layer(chain, diffId, layer.stored());
      layers.add(new WrittenDockerImage.Layer(path, diffId, layer.plain(), layer.stored()));
    }
    byte[] config = config(image, layers);
    String configPath = files.config(config);
    byte[] ociManifest = ociManifest(image, config, layers);
    if (style == DockerArchiveStyle.DOCKER_25) {
      Optional<String> tag =
          Optional.ofNullable(image.repoTags.path("RepoTags").path(0).textValue());
      files.ociManifest(ociManifest, tag);
    }
    return new WrittenDockerImage(
        Digests.sha256(config),
        config,
        configPath,
        layers,
        style == DockerArchiveStyle.DOCKER_25 ? ociManifest : new byte[0]);
  }

  /** A config that no serializer would reproduce: its bytes must be kept. */
  private static byte[] config(Image image, List<WrittenDockerImage.Layer> layers) {
    ObjectNode rootfs = Json.object();
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId()));
    rootfs.put("type", "layers");
    String text =
        """
        { "rootfs" : %s,
          "os" : "linux", "architecture":"%s" , "x-unknown" : 1.0e1,
          "created" : "2020-01-02T03:04:05.000Z",
          "config" : { "Cmd" : [ "\\u002fapp" ] }
        }""";
    return text.formatted(Json.write(rootfs), image.architecture).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ociManifest(
      Image image, byte[] config, List<WrittenDockerImage.Layer> layers) {
    ObjectNode manifest =
        Json.object().put("schemaVersion", 2).put("mediaType", ImageBuilder.MANIFEST_TYPE);
    manifest.set(
        "config",
        new Descriptor(ImageBuilder.CONFIG_TYPE, Digests.sha256(config), config.length).json());
    ArrayNode array = manifest.putArray("layers");
    for (int i = 0; i < layers.size(); i++) {
      byte[] stored = layers.get(i).stored();
      String type = "application/vnd.oci.image.layer.v1.tar" + image.layers.get(i).ociSuffix();
      array.add(new Descriptor(type, Digests.sha256(stored), stored.length).json());
    }
    return Json.bytes(manifest);
  }

  private DockerArchiveBuilder add(Layer layer) {
    current().layers.add(layer);
    return this;
  }

  private Image current() {
    return images.get(images.size() - 1);
  }
}
