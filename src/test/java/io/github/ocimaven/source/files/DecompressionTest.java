package io.github.ocimaven.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.github.ocimaven.model.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressionTest {

  private static final byte[] PLAIN =
      "a layer's bytes ".repeat(1000).getBytes(StandardCharsets.UTF_8);

  static byte[] compress(byte[] plain, Compression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (compression) {
      case NONE -> bytes.write(plain);
      case GZIP -> {
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(plain);
        }
      }
      case ZSTD -> bytes.write(Zstd.compress(plain));
    }
    return bytes.toByteArray();
  }

  private static byte[] decompress(byte[] bytes, Compression compression) throws IOException {
    try (InputStream in = Decompression.open(new ByteArrayInputStream(bytes), compression)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void detectsAndDecompresses(Compression compression) throws IOException {
    byte[] bytes = compress(PLAIN, compression);

    assertThat(Decompression.detect(bytes)).isEqualTo(compression);
    assertThat(decompress(bytes, compression)).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void decompressesSeveralFramesInARow(Compression compression) throws IOException {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(compress(PLAIN, compression));
    twice.write(compress(PLAIN, compression));

    assertThat(decompress(twice.toByteArray(), compression)).hasSize(2 * PLAIN.length);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsWhereTheBytesEndEarly(Compression compression) throws IOException {
    byte[] bytes = compress(PLAIN, compression);

    for (int length = 1; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> decompress(cut, compression)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void takesShortContentForPlain() {
    assertThat(Decompression.detect(new byte[0])).isEqualTo(Compression.NONE);
    assertThat(Decompression.detect(new byte[] {0x1f})).isEqualTo(Compression.NONE);
  }

  /** As pzstd writes them: one before each other frame, with the size of that one. */
  @ParameterizedTest
  @ValueSource(ints = {0x50, 0x51, 0x5f})
  void readsBehindFramesThatAreSkipped(int magic) throws IOException {
    byte[] skipped = {(byte) magic, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) {
      bytes.write(skipped);
      bytes.write(compress(PLAIN, Compression.ZSTD));
    }

    assertThat(Decompression.detect(bytes.toByteArray())).isEqualTo(Compression.ZSTD);
    assertThat(decompress(bytes.toByteArray(), Compression.ZSTD)).hasSize(2 * PLAIN.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x4f, 0x60})
  void takesOtherNumbersForPlain(int magic) {
    byte[] bytes = {(byte) magic, 0x2a, 0x4d, 0x18, 4, 0, 0, 0};

    assertThat(Decompression.detect(bytes)).isEqualTo(Compression.NONE);
  }
}
