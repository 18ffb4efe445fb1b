package io.github.ocimaven.testing.image;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An index of images in a layout.
 *
 * @param directory the layout's directory
 * @param indexDigest the digest of the index that index.json points at
 * @param indexBytes this index, byte for byte
 * @param images all images below it, each once
 * @param nestedIndexDigests the indexes below it
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
public record WrittenIndex(
    Path directory,
    String indexDigest,
    byte[] indexBytes,
    List<WrittenImage> images,
    List<String> nestedIndexDigests) {

  /** Copies the lists. */
  public WrittenIndex {
    images = List.copyOf(images);
    nestedIndexDigests = List.copyOf(nestedIndexDigests);
  }

  /** The distinct digests of all configs and layers. */
  public List<String> blobDigests() {
    return images.stream().flatMap(image -> image.blobDigests().stream()).distinct().toList();
  }

  /** The digests of all manifests: those of the images, of the nested indexes and of the index. */
  public List<String> manifestDigests() {
    Stream<String> ofImages = images.stream().map(WrittenImage::manifestDigest);
    return Stream.of(ofImages, nestedIndexDigests.stream(), Stream.of(indexDigest))
        .flatMap(digests -> digests)
        .toList();
  }
}
