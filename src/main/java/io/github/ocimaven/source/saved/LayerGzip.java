package io.github.ocimaven.source.saved;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses a layer with gzip (RFC 1952), always to the same bytes: the header has neither name
 * nor time, and the treatment of a chunk depends only on the bytes before and in it.
 *
 * <p>Chunks that look compressed already (jars, pictures) are stored: deflating them again would
 * take most of the time and gain nothing. The others are deflated at the fastest level. The
 * README's benchmark shows the effect of both.
 */
final class LayerGzip implements AutoCloseable {

  /** The number of bytes of the tar that are judged together. */
  static final int CHUNK_BYTES = 256 * 1024;

  private static final int LEVEL = Deflater.BEST_SPEED;
  // ID1 ID2 CM FLG MTIME*4 XFL OS: deflate, no flags, no time, the fastest algorithm, unknown OS.
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};
  private static final int MAX_STORED = 0xffff;
  private static final byte[] EMPTY_FINAL_BLOCK = {3, 0};

  /**
   * The entropy, in bits per byte, above which a chunk counts as compressed. In a chunk of 256 KiB
   * random bytes have 7.99, jars and pictures more than 7.95; machine code has about 6, text less
   * than 5.
   */
  private static final double COMPRESSED_BITS = 7.9;

  /** With fewer bytes than this the frequencies mean nothing. */
  private static final int MIN_JUDGED_BYTES = 64 * 1024;

  /** Every seventh byte is sampled; a power of two would always hit the same columns of a table. */
  private static final int JUDGED_STEP = 7;

  private static final int BYTE_VALUES = 256;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[64 * 1024];
  private long size;

  /** Whether the deflater has output part of a byte, or bytes that it may still refer to. */
  private boolean deflating;

  /**
   * Writes the header.
   *
   * @param out gets the compressed bytes
   * @throws IOException if the header can't be written
   */
  LayerGzip(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  /**
   * Compresses the next chunk.
   *
   * @param bytes contains the chunk, from index 0
   * @param length its length: {@link #CHUNK_BYTES}, or less for the last chunk
   * @throws IOException if the compressed bytes can't be written
   */
  void write(byte[] bytes, int length) throws IOException {
    crc.update(bytes, 0, length);
    size += length;
    if (looksCompressed(bytes, length)) {
      store(bytes, length);
    } else {
      deflate(bytes, length);
    }
  }

  /** Estimates from the frequency of byte values whether compressing would gain anything. */
  private static boolean looksCompressed(byte[] bytes, int length) {
    if (length < MIN_JUDGED_BYTES) {
      return false;
    }
    int[] counts = new int[BYTE_VALUES];
    int counted = 0;
    for (int i = 0; i < length; i += JUDGED_STEP) {
      counts[bytes[i] & 0xff]++;
      counted++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / counted;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits > COMPRESSED_BITS;
  }

  private void deflate(byte[] bytes, int length) throws IOException {
    if (!deflating) {
      // Start a fresh window: the deflater has not seen the stored bytes.
      deflater.reset();
      deflating = true;
    }
    deflater.setInput(bytes, 0, length);
    while (!deflater.needsInput()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
  }

  /** Writes stored blocks (RFC 1951, section 3.2.4), which begin at a byte boundary. */
  private void store(byte[] bytes, int length) throws IOException {
    flush();
    for (int from = 0; from < length; from += MAX_STORED) {
      int count = Math.min(MAX_STORED, length - from);
      out.write(
          ByteBuffer.allocate(5)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put((byte) 0)
              .putShort((short) count)
              .putShort((short) ~count)
              .array());
      out.write(bytes, from, count);
    }
  }

  /** Flushes the deflater up to a byte boundary. */
  private void flush() throws IOException {
    if (deflating) {
      int count = buffer.length;
      while (count == buffer.length) {
        count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        out.write(buffer, 0, count);
      }
      deflating = false;
    }
  }

  /**
   * Writes the trailer; the stream stays open.
   *
   * @throws IOException if it can't be written
   */
  void finish() throws IOException {
    flush();
    out.write(EMPTY_FINAL_BLOCK);
    out.write(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) crc.getValue())
            .putInt((int) size)
            .array());
  }

  /** Frees the deflater's memory, which is not on the heap. The stream stays open. */
  @Override
  public void close() {
    deflater.end();
  }
}
