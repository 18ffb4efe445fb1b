package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Hash;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.files.Decompression;
import io.github.ocimaven.testing.Slow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit for a layer's decompressed size, and how soon its check ends. */
class LayerBoundsTest extends BlobCheckFixture {
  private static byte[] zeros(OutputStream compressor, ByteArrayOutputStream bytes, int mebibytes)
      throws IOException {
    byte[] zeros = new byte[1024 * 1024];
    try (compressor) {
      for (int i = 0; i < mebibytes; i++) {
        compressor.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  @Slow
  @Test
  void acceptsWhatGzipCanDo() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] compressed = zeros(new GZIPOutputStream(bytes, 64 * 1024), bytes, 200);
    Hash hash = Hash.sha256();
    for (int i = 0; i < 200; i++) {
      hash.update(new byte[1024 * 1024], 0, 1024 * 1024);
    }

    assertThat(check(MediaType.OCI_LAYER_GZIP, compressed, hash.digest())).isEmpty();
  }

  @Slow
  @Test
  void acceptsZerosInZstd() throws Exception {
    byte[] zeros = new byte[100 * 1024 * 1024];
    byte[] compressed = compress(zeros, Compression.ZSTD);

    assertThat(compressed.length).isLessThan(zeros.length / 10_000);
    assertThat(check(MediaType.OCI_LAYER_ZSTD, compressed, Digest.sha256(zeros))).isEmpty();
  }

  /** It is not hashed, because the digest's algorithm is unknown. */
  @Slow
  @Test
  @Timeout(60)
  void refusesABombSoon() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] frame = compress(new byte[64 * 1024 * 1024], Compression.ZSTD);
    for (int i = 0; i < 100; i++) {
      bytes.write(frame);
    }
    byte[] bomb = bytes.toByteArray();
    long limit = Decompression.limit(bomb.length, Compression.ZSTD);

    assertThat(limit).isLessThan(5L * 1024 * 1024 * 1024);
    assertThat(texts(check(MediaType.OCI_LAYER_ZSTD, bomb, Digest.parse("acme:any"))))
        .containsExactly("H5 more than " + limit + " bytes when decompressed");
  }

  @Test
  void boundsWhatALayerMayBecome() {
    long mib = 1024 * 1024;

    for (Compression compression : Compression.values()) {
      long always = compression == Compression.ZSTD ? 4 * 1024 : 64;
      assertThat(Decompression.limit(0, compression)).isEqualTo(always * mib);
      assertThat(Decompression.limit(mib, compression)).isEqualTo((always + 1_100) * mib);
      assertThat(Decompression.limit(55 * mib, compression)).isEqualTo((always + 55 * 1_100) * mib);
      assertThat(Decompression.limit(60 * mib, compression)).isEqualTo(64 * 1024 * mib);
      assertThat(Decompression.limit(Long.MAX_VALUE, compression)).isEqualTo(64 * 1024 * mib);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenTheThreadIsInterrupted(Compression compression) throws IOException {
    byte[] bytes = compress(TAR, compression);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> check(type(compression), bytes, Digest.sha256(TAR)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
