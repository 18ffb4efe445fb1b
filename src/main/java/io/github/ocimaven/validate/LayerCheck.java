package io.github.ocimaven.validate;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Hash;
import io.github.ocimaven.source.files.Decompression;
import io.github.ocimaven.source.files.TarHeader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Decompresses a layer and checks that it is a tar (layer.md, rule Y1), with the compression of its
 * media type and the diff_id in the config (config.md, rule C3). None of it is kept.
 */
final class LayerCheck {

  private static final String TAR_RULE = "Y1";
  private static final String A_TAR = "a tar";
  private final Descriptor descriptor;
  private final Digest diffId;
  private final String file;
  private final Findings findings;

  /**
   * Creates the check of one layer.
   *
   * @param descriptor the layer's descriptor
   * @param diffId the expected digest of its uncompressed tar
   * @param file its file below the source's root, for findings
   * @param findings gets the findings
   */
  LayerCheck(Descriptor descriptor, Digest diffId, String file, Findings findings) {
    this.descriptor = descriptor;
    this.diffId = diffId;
    this.file = file;
    this.findings = findings;
  }

  /**
   * Reads a layer as far as it is valid; some bytes may remain unread.
   *
   * @param in its bytes
   * @throws IOException if they can't be read
   */
  void read(HashingStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in);
    bytes.mark(Decompression.MAGIC_BYTES);
    Compression found = Decompression.detect(bytes.readNBytes(Decompression.MAGIC_BYTES));
    bytes.reset();
    Compression expected = expectedCompression();
    if (found != expected) {
      error(TAR_RULE, content(found), content(expected) + ", as " + descriptor.mediaType());
    }
    try (InputStream tar = Decompression.open(bytes, found)) {
      readTar(tar, found, found == expected);
    } catch (IOException e) {
      if (in.hasFailed()) {
        throw e;
      }
      reportUnreadable(found, e);
    }
  }

  private Compression expectedCompression() {
    String type = descriptor.mediaType().name();
    if (type.endsWith("gzip")) {
      return Compression.GZIP;
    }
    return type.endsWith("zstd") ? Compression.ZSTD : Compression.NONE;
  }

  private static String content(Compression compression) {
    return switch (compression) {
      case NONE -> "content that is not compressed";
      case GZIP -> "a gzip stream";
      case ZSTD -> "a zstd stream";
    };
  }

  private void readTar(InputStream tar, Compression found, boolean expectTar) throws IOException {
    Optional<Hash> hash = Hash.like(diffId);
    long limit = Decompression.limit(descriptor.size(), found);
    byte[] buffer = new byte[BlobCheck.BUFFER_BYTES];
    byte[] first = tar.readNBytes(TarHeader.BYTES);
    hash.ifPresent(tarHash -> tarHash.update(first, 0, first.length));
    long size = first.length;
    for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
      // Needed here as well: a few compressed bytes can keep this loop busy for a long time.
      HashingStream.requireRunning();
      size += count;
      if (size > limit) {
        error("H5", "more than " + limit + " bytes when decompressed", "fewer");
        return;
      }
      int end = count;
      hash.ifPresent(tarHash -> tarHash.update(buffer, 0, end));
    }
    if (expectTar) {
      requireTar(first);
    }
    Digest actual = hash.map(Hash::digest).orElse(diffId);
    if (!actual.equals(diffId)) {
      error(
          "C3",
          "content with diff_id " + actual,
          diffId + ", according to rootfs.diff_ids in the image's config");
    }
  }

  private void requireTar(byte[] first) {
    if (first.length == 0) {
      error(TAR_RULE, "nothing", A_TAR);
    } else if (!TarHeader.isHeader(first) && !TarHeader.isEnd(first)) {
      error(TAR_RULE, "content that is not a tar", A_TAR);
    }
  }

  private void reportUnreadable(Compression compression, IOException reason) {
    String stream = content(compression);
    if (reason.getCause() instanceof LinkageError) {
      findings.warning(
          TAR_RULE, file, "", stream + " that can't be read on this platform", "one that can");
    } else if (endsEarly(reason)) {
      error(TAR_RULE, stream + " that ends early", "a complete one");
    } else {
      error(TAR_RULE, stream + " that is malformed (" + reason.getMessage() + ")", "a valid one");
    }
  }

  private static boolean endsEarly(IOException reason) {
    // The zstd library has no exception type for this.
    String message = reason.getMessage();
    return reason instanceof EOFException || (message != null && message.contains("Truncated"));
  }

  private void error(String rule, String found, String expected) {
    findings.error(rule, file, "", found, expected);
  }
}
