package io.github.ocimaven.testing.image;

import java.nio.file.Path;
import java.util.List;

/**
 * An image in a layout, with all that a test needs to check a push.
 *
 * @param directory the layout's directory
 * @param manifestDigest the digest of the manifest
 * @param manifestBytes the manifest, byte for byte
 * @param blobDigests the distinct digests of config and layers, the config's first
 * @param configDigest the digest of the config
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
public record WrittenImage(
    Path directory,
    String manifestDigest,
    byte[] manifestBytes,
    List<String> blobDigests,
    String configDigest) {

  /** Copies the list. */
  public WrittenImage {
    blobDigests = List.copyOf(blobDigests);
  }

  /** The file of one of the blobs, or of the manifest. */
  public Path blobFile(String digest) {
    return directory.resolve("blobs").resolve(digest.replace(':', '/'));
  }
}
