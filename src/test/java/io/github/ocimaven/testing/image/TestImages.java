package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Descriptor;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes OCI layouts and docker-save archives without any code of the plugin, so that the plugin
 * can be tested on them.
 */
public final class TestImages {

  private TestImages() {}

  /** Describes an image to be written into a layout, which may exist already. */
  public static ImageBuilder layout(Path directory) {
    return new ImageBuilder(directory);
  }

  /** Describes a docker-save archive, starting with its first image. */
  public static DockerArchiveBuilder dockerArchive(Path tar) {
    return new DockerArchiveBuilder(tar);
  }

  /**
   * Writes an index with one image per platform ({@code os/architecture[/variant]}); the images
   * share their first layer. The only entry of index.json points at this index.
   */
  public static WrittenIndex index(Path directory, String... platforms) throws IOException {
    return index(directory, 0, platforms);
  }

  /**
   * Writes an index like {@link #index(Path, String...)}, in which each image has one more layer.
   *
   * @param layerBytes the size of that layer's only file, which differs by image
   */
  public static WrittenIndex index(Path directory, long layerBytes, String... platforms)
      throws IOException {
    LayoutDirectory layout = LayoutDirectory.open(directory);
    ObjectNode index = LayoutDirectory.emptyIndex();
    List<WrittenImage> images = addImages(layout, index, layerBytes, platforms);
    return addIndex(layout, index, images, List.of());
  }

  /**
   * Writes an index with one image and a nested index of two images. The only entry of index.json
   * points at the outer index.
   */
  public static WrittenIndex nestedIndex(Path directory) throws IOException {
    LayoutDirectory layout = LayoutDirectory.open(directory);
    ObjectNode inner = LayoutDirectory.emptyIndex();
    List<WrittenImage> images =
        new ArrayList<>(addImages(layout, inner, 0, "linux/arm64", "linux/arm/v7"));
    Descriptor innerDescriptor = layout.put(LayoutDirectory.INDEX_TYPE, Json.bytes(inner));

    ObjectNode outer = LayoutDirectory.emptyIndex();
    images.addAll(0, addImages(layout, outer, 0, "linux/amd64"));
    outer.withArray("manifests").add(innerDescriptor.json());
    return addIndex(layout, outer, images, List.of(innerDescriptor.digest()));
  }

  /** Packs a layout into a plain tar, with its files in lexical order. */
  public static Path tar(Path layoutDirectory, Path tarFile) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(layoutDirectory)) {
      files = walk.filter(file -> !file.equals(layoutDirectory)).sorted().toList();
    }
    try (TarWriter tar =
        new TarWriter(
            new BufferedOutputStream(Files.newOutputStream(tarFile), Digests.BUFFER_SIZE))) {
      for (Path file : files) {
        String name = layoutDirectory.relativize(file).toString().replace('\\', '/');
        if (Files.isDirectory(file)) {
          tar.directory(name);
        } else {
          tar.file(name, Files.size(file), out -> Files.copy(file, out));
        }
      }
    }
    return tarFile;
  }

  private static List<WrittenImage> addImages(
      LayoutDirectory layout, ObjectNode index, long layerBytes, String... platforms)
      throws IOException {
    List<WrittenImage> images = new ArrayList<>();
    for (String platform : platforms) {
      ImageBuilder builder =
          layout(layout.path())
              .platform(Platform.parse(platform))
              .layer("shared base layer")
              .layer("layer of " + platform);
      if (layerBytes > 0) {
        builder.randomLayer(layerBytes, images.size());
      }
      WrittenImage image = builder.writeBlobs(layout);
      index.withArray("manifests").add(builder.descriptor(image));
      images.add(image);
    }
    return images;
  }

  private static WrittenIndex addIndex(
      LayoutDirectory layout, ObjectNode index, List<WrittenImage> images, List<String> nested)
      throws IOException {
    byte[] bytes = Json.bytes(index);
    Descriptor descriptor = layout.put(LayoutDirectory.INDEX_TYPE, bytes);
    layout.addEntry(descriptor.json());
    return new WrittenIndex(layout.path(), descriptor.digest(), bytes, images, nested);
  }
}
