package io.github.ocimaven.source.files;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.ocimaven.model.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/** Detects compression, and decompresses. */
public final class Decompression {

  /** How many of the first bytes {@link #detect} needs. */
  public static final int MAGIC_BYTES = 4;

  private static final long MAX_RATIO = 1_100;
  private static final long ALWAYS_ALLOWED = 64L * 1024 * 1024;
  private static final long ALWAYS_ALLOWED_ZSTD = 4L * 1024 * 1024 * 1024;
  private static final long NEVER_ALLOWED = 64L * 1024 * 1024 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int ZSTD_MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;

  private Decompression() {}

  /**
   * Returns the decompressed size, in bytes, above which content is considered hostile: 1,100 times
   * the compressed size, a ratio that gzip can't exceed, plus 64 MiB (4 GiB for zstd, which
   * compresses zeros to next to nothing), but never more than 64 GiB.
   *
   * @param compressedBytes the compressed size in bytes
   * @param compression the compression
   */
  public static long limit(long compressedBytes, Compression compression) {
    long always = compression == Compression.ZSTD ? ALWAYS_ALLOWED_ZSTD : ALWAYS_ALLOWED;
    return Math.min(
        NEVER_ALLOWED, always + MAX_RATIO * Math.min(compressedBytes, NEVER_ALLOWED / MAX_RATIO));
  }

  /**
   * Detects the compression of content from its first bytes.
   *
   * @param head the first {@value #MAGIC_BYTES} bytes, or fewer if the content is shorter
   */
  public static Compression detect(byte[] head) {
    if (head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
      return Compression.GZIP;
    }
    return head.length >= MAGIC_BYTES
            && isZstd(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt())
        ? Compression.ZSTD
        : Compression.NONE;
  }

  /** Skippable frames may come first (RFC 8878): pzstd writes one before each data frame. */
  private static boolean isZstd(int magic) {
    return magic == ZSTD_MAGIC || (magic & ~0xf) == SKIPPABLE_MAGIC;
  }

  /**
   * Decompresses a stream.
   *
   * @param in the compressed bytes; closed with the returned stream, and if this method fails
   * @param compression the compression
   * @return the plain bytes; reading fails if the compressed bytes are malformed or end early
   * @throws IOException if the first bytes are malformed, or zstd is not available on this platform
   */
  public static InputStream open(InputStream in, Compression compression) throws IOException {
    try {
      return switch (compression) {
        case NONE -> in;
        case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
        case ZSTD -> new ZstdInputStreamNoFinalizer(in);
      };
    } catch (IOException e) {
      in.close();
      throw e;
    } catch (LinkageError e) {
      in.close();
      throw new IOException("zstd is not available on this platform", e);
    }
  }
}
