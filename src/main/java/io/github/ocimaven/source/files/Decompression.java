package io.github.ocimaven.source.files;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.ocimaven.model.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/** Tells how bytes are compressed, and decompresses them. */
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
   * Returns how many bytes may come out of compressed ones before they are taken for hostile: 64
   * MiB, or 4 GiB for zstd, which makes next to nothing of zeros, and 1,100 times their size, a
   * ratio that gzip can't exceed, but never more than 64 GiB.
   *
   * @param compressedBytes the size of the compressed bytes
   * @param compression how they are compressed
   */
  public static long limit(long compressedBytes, Compression compression) {
    long always = compression == Compression.ZSTD ? ALWAYS_ALLOWED_ZSTD : ALWAYS_ALLOWED;
    return Math.min(
        NEVER_ALLOWED, always + MAX_RATIO * Math.min(compressedBytes, NEVER_ALLOWED / MAX_RATIO));
  }

  /**
   * Tells by the first bytes how content is compressed.
   *
   * @param head the first bytes, {@value #MAGIC_BYTES} where there are as many
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

  /** Frames that are skipped may come first (RFC 8878): pzstd writes one before each other. */
  private static boolean isZstd(int magic) {
    return magic == ZSTD_MAGIC || (magic & ~0xf) == SKIPPABLE_MAGIC;
  }

  /**
   * Decompresses a stream.
   *
   * @param in the compressed bytes; closed with the stream that is returned, and also where this
   *     fails
   * @param compression how they are compressed
   * @return the plain bytes; reading them fails where the compressed ones are malformed or end
   *     early
   * @throws IOException if the first bytes are malformed, or this platform has no zstd
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
