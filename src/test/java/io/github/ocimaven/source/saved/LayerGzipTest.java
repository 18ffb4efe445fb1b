package io.github.ocimaven.source.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.Slow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerGzipTest {

  private static final int CHUNK = LayerGzip.CHUNK_BYTES;

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LayerGzip gzip = new LayerGzip(out);
        InputStream in = new ByteArrayInputStream(plain)) {
      byte[] chunk = new byte[CHUNK];
      int count = in.readNBytes(chunk, 0, CHUNK);
      while (count > 0) {
        gzip.write(chunk, count);
        count = in.readNBytes(chunk, 0, CHUNK);
      }
      gzip.finish();
    }
    return out.toByteArray();
  }

  private static byte[] gunzip(byte[] bytes) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(int length, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + Math.abs(random.nextGaussian() * 4) % 26);
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 77})
  void roundTripsEveryLength(int length) throws IOException {
    assertThat(gunzip(gzip(text(length, 1)))).isEqualTo(text(length, 1));
    assertThat(gunzip(gzip(random(length, 1)))).isEqualTo(random(length, 1));
  }

  @Slow
  @Test
  void roundTripsWhereCompressibleAndIncompressibleChunksAlternate() throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      for (int chunk = 0; chunk < 12; chunk++) {
        plain.write(random.nextBoolean() ? random(CHUNK, seed) : text(CHUNK, seed));
      }
      plain.write(text(random.nextInt(CHUNK), seed));

      assertThat(gunzip(gzip(plain.toByteArray()))).isEqualTo(plain.toByteArray());
    }
  }

  @Test
  void storesWhatIsCompressedAlready() throws IOException {
    byte[] plain = random(4 * CHUNK, 7);

    assertThat(gzip(plain)).hasSizeBetween(plain.length, plain.length + 200);
    assertThat(gzip(gzip(text(20 * CHUNK, 7)))).hasSizeLessThan(20 * CHUNK);
  }

  @Test
  void compressesTheRest() throws IOException {
    assertThat(gzip(text(4 * CHUNK, 3)).length).isLessThan(3 * CHUNK);
    assertThat(gzip(new byte[4 * CHUNK]).length).isLessThan(CHUNK / 10);
  }

  @Test
  void writesTheSameBytesEachTime() throws IOException {
    byte[] plain = text(5 * CHUNK, 9);

    assertThat(gzip(plain)).isEqualTo(gzip(plain));
    // No time, no name, no operating system (RFC 1952, section 2.3.1).
    assertThat(gzip(plain)).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255);
  }
}
