package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Descriptor;
import io.github.ocimaven.testing.Digests;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A layer: a tar.gz with one file, written without holding it on the heap.
 *
 * @param descriptor the blob
 * @param diffId the digest of the uncompressed tar
 * @param urls URLs from which it can also be fetched; empty for an ordinary layer
 */
record LayerFile(Descriptor descriptor, String diffId, List<String> urls) {

  static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String PLAIN_MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar";

  LayerFile {
    urls = List.copyOf(urls);
  }

  /** A layer without URLs. */
  LayerFile(Descriptor descriptor, String diffId) {
    this(descriptor, diffId, List.of());
  }

  /** The layer in a manifest. */
  ObjectNode json() {
    ObjectNode json = descriptor.json();
    if (!urls.isEmpty()) {
      urls.forEach(json.putArray("urls")::add);
    }
    return json;
  }

  static LayerFile of(LayoutDirectory layout, String name, byte[] content) throws IOException {
    return write(
        layout, Deflater.DEFAULT_COMPRESSION, name, content.length, out -> out.write(content));
  }

  /** An incompressible layer, written fast by gzip without compression. */
  static LayerFile random(LayoutDirectory layout, long size, long seed) throws IOException {
    return write(
        layout, Deflater.NO_COMPRESSION, "random", size, out -> writeRandom(out, size, seed));
  }

  /** A layer that is compressed fast and may be large. */
  static LayerFile streamed(LayoutDirectory layout, long size, TarWriter.Content content)
      throws IOException {
    return write(layout, Deflater.BEST_SPEED, "file", size, content);
  }

  /** A layer without files, a sparse file on disk. */
  static LayerFile sparse(LayoutDirectory layout, long size) throws IOException {
    Path file = layout.newBlob();
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.setLength(size);
    }
    String digest = Digests.sha256(file);
    layout.adopt(file, digest);
    return new LayerFile(new Descriptor(PLAIN_MEDIA_TYPE, digest, size), digest);
  }

  private static LayerFile write(
      LayoutDirectory layout, int level, String name, long size, TarWriter.Content content)
      throws IOException {
    Path file = layout.newBlob();
    MessageDigest compressed = Digests.newSha256();
    MessageDigest uncompressed = Digests.newSha256();
    OutputStream blob =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), Digests.BUFFER_SIZE), compressed);
    OutputStream gzip = new LeveledGzip(blob, level);
    try (TarWriter tar = new TarWriter(new DigestOutputStream(gzip, uncompressed))) {
      tar.file(name, size, content);
    }
    String digest = Digests.toDigest(compressed.digest());
    long blobSize = layout.adopt(file, digest);
    return new LayerFile(
        new Descriptor(MEDIA_TYPE, digest, blobSize), Digests.toDigest(uncompressed.digest()));
  }

  private static void writeRandom(OutputStream out, long size, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] buffer = new byte[Digests.BUFFER_SIZE];
    for (long left = size; left > 0; left -= buffer.length) {
      random.nextBytes(buffer);
      out.write(buffer, 0, (int) Math.min(buffer.length, left));
    }
  }

  private static final class LeveledGzip extends GZIPOutputStream {
    LeveledGzip(OutputStream out, int level) throws IOException {
      super(out, Digests.BUFFER_SIZE);
      def.setLevel(level);
    }
  }
}
