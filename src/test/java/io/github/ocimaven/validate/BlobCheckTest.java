package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Finding;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.source.Decompression;
import io.github.ocimaven.testing.Slow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobCheckTest {

  private static final String FILE = "blobs/sha256/layer";
  private static final byte[] TAR = tar(100_000);

  /** Bytes in memory, which may be fewer than they were. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(byte[] bytes, long size) implements Content {
    Bytes(byte[] bytes) {
      this(bytes, bytes.length);
    }

    @Override
    public String location() {
      return FILE;
    }

    @Override
    public InputStream open() throws IOException {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static byte[] tar(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("file");
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] compress(byte[] plain, Compression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (compression) {
      case NONE -> bytes.write(plain);
      case GZIP -> {
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(plain);
        }
      }
      case ZSTD -> bytes.write(Zstd.compress(plain));
    }
    return bytes.toByteArray();
  }

  private static MediaType type(Compression compression) {
    return switch (compression) {
      case NONE -> MediaType.OCI_LAYER;
      case GZIP -> MediaType.DOCKER_LAYER_GZIP;
      case ZSTD -> MediaType.OCI_LAYER_ZSTD;
    };
  }

  private static PlannedBlob layer(MediaType type, byte[] bytes, @Nullable Digest diffId) {
    return new PlannedBlob(
        new Descriptor(type, Digest.sha256(bytes), bytes.length), new Bytes(bytes), diffId);
  }

  private static List<Finding> check(MediaType type, byte[] bytes, @Nullable Digest diffId) {
    return BlobCheck.check(layer(type, bytes, diffId), FILE);
  }

  private static List<String> texts(List<Finding> findings) {
    assertThat(findings).allMatch(Finding::isError).allMatch(f -> f.file().equals(FILE));
    return findings.stream().map(f -> f.rule() + " " + f.found()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsALayer(Compression compression) throws IOException {
    assertThat(check(type(compression), compress(TAR, compression), Digest.sha256(TAR))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void findsAnotherDiffId(Compression compression) throws IOException {
    Digest other = Digest.sha256("another layer");

    List<Finding> findings = check(type(compression), compress(TAR, compression), other);

    assertThat(texts(findings)).containsExactly("C3 content with diff_id " + Digest.sha256(TAR));
    assertThat(findings.get(0).expected()).startsWith(other.toString());
  }

  @Test
  void comparesDiffIdsOfOtherAlgorithms() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(TAR);
    Digest right = new Digest("sha512", HexFormat.of().formatHex(hash));
    Digest wrong = new Digest("sha512", "0".repeat(128));
    Digest unknown = new Digest("blake3", "00");

    assertThat(check(MediaType.OCI_LAYER, TAR, right)).isEmpty();
    assertThat(check(MediaType.OCI_LAYER, TAR, unknown)).isEmpty();
    assertThat(texts(check(MediaType.OCI_LAYER, TAR, wrong)))
        .containsExactly("C3 content with diff_id " + right);
  }

  @Test
  void hashesBlobsThatAreNoLayers() {
    byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
    Descriptor other = new Descriptor(MediaType.EMPTY, Digest.sha256("[]"), 2);

    assertThat(check(MediaType.EMPTY, bytes, null)).isEmpty();
    assertThat(texts(BlobCheck.check(new PlannedBlob(other, new Bytes(bytes), null), FILE)))
        .containsExactly("D5 content with " + Digest.sha256(bytes));
  }

  @Test
  void looksIntoNoLayerOfAnUnknownType() {
    MediaType encrypted = new MediaType("application/vnd.oci.image.layer.v1.tar+gzip+encrypted");

    assertThat(check(encrypted, new byte[] {1, 2, 3}, Digest.sha256("any"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysNothingOfTheContentOfOtherBytes(Compression compression) throws IOException {
    byte[] bytes = compress(TAR, compression);
    PlannedBlob blob = layer(type(compression), bytes.clone(), Digest.sha256(TAR));
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;

    List<Finding> findings =
        BlobCheck.check(
            new PlannedBlob(blob.descriptor(), new Bytes(flipped), blob.diffId()), FILE);

    assertThat(texts(findings)).containsExactly("D5 content with " + Digest.sha256(flipped));
  }

  @Test
  void leavesAnotherSizeToThePlanner() {
    Descriptor longer = new Descriptor(MediaType.OCI_LAYER, Digest.sha256(TAR), TAR.length + 1);

    assertThat(BlobCheck.check(new PlannedBlob(longer, new Bytes(TAR), null), FILE)).isEmpty();
    assertThat(BlobCheck.check(new PlannedBlob(longer, null, null), FILE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void findsThatAFileBecameShorter(Compression compression) throws IOException {
    byte[] bytes = compress(TAR, compression);
    PlannedBlob blob = layer(type(compression), bytes, Digest.sha256(TAR));
    Bytes half = new Bytes(Arrays.copyOf(bytes, bytes.length / 2), bytes.length);

    assertThat(
            texts(BlobCheck.check(new PlannedBlob(blob.descriptor(), half, blob.diffId()), FILE)))
        .containsExactly("D4 an end after " + bytes.length / 2 + " bytes");
  }

  @ParameterizedTest
  @EnumSource
  void findsThatAFileCannotBeRead(Compression compression) throws IOException {
    byte[] bytes = compress(TAR, compression);
    PlannedBlob blob = layer(type(compression), bytes, Digest.sha256(TAR));
    Content vanished =
        new Content() {
          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public String location() {
            return FILE;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(bytes) {
              @Override
              public synchronized int read(byte[] buffer, int off, int len) {
                if (pos > 0) {
                  sneak(new IOException("the disk is gone"));
                }
                return super.read(buffer, off, Math.min(len, 10));
              }
            };
          }
        };

    assertThat(
            texts(
                BlobCheck.check(new PlannedBlob(blob.descriptor(), vanished, blob.diffId()), FILE)))
        .containsExactly("H1 a file that can't be read: the disk is gone");
  }

  @SuppressWarnings("unchecked") // throws what the signature of a stream in memory lacks
  private static <E extends Exception> void sneak(Exception e) throws E {
    throw (E) e;
  }

  @ParameterizedTest
  @EnumSource
  void wantsTheCompressionThatTheMediaTypeSays(Compression actual) throws IOException {
    for (Compression said : Compression.values()) {
      if (said != actual) {
        List<Finding> findings = check(type(said), compress(TAR, actual), Digest.sha256(TAR));
        assertThat(texts(findings)).hasSize(1).allMatch(text -> text.startsWith("Y1 "));
        assertThat(findings.get(0).expected()).endsWith("as " + type(said));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void findsStreamsThatEndEarly(Compression compression) throws IOException {
    byte[] bytes = compress(TAR, compression);
    String name = compression == Compression.GZIP ? "gzip" : "zstd";

    for (int length : new int[] {4, 9, 12, 500, bytes.length / 2, bytes.length - 1}) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(texts(check(type(compression), cut, Digest.sha256(TAR))))
          .as("%s bytes", length)
          .containsExactly("Y1 a " + name + " stream that ends early");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void findsMalformedStreams(Compression compression) throws IOException {
    byte[] bytes = compress(TAR, compression);
    Arrays.fill(bytes, 10, 40, (byte) 0xff);
    String name = compression == Compression.GZIP ? "gzip" : "zstd";

    assertThat(texts(check(type(compression), bytes, Digest.sha256(TAR))))
        .hasSize(1)
        .allMatch(text -> text.startsWith("Y1 a " + name + " stream that is malformed ("));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void readsStreamsOfManyMembers(Compression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int start = 0; start < TAR.length; start += 100) {
      byte[] part = Arrays.copyOfRange(TAR, start, Math.min(start + 100, TAR.length));
      bytes.write(compress(part, compression));
    }

    assertThat(check(type(compression), bytes.toByteArray(), Digest.sha256(TAR))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {8 * 1024, 64 * 1024})
  void readsMembersThatEndWhereABufferDoes(int buffer) throws IOException {
    // All but the tar's header, one block, is incompressible.
    for (int split = buffer - 100; split < buffer + 600; split += 7) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(compress(Arrays.copyOf(TAR, split), Compression.GZIP));
      bytes.write(compress(Arrays.copyOfRange(TAR, split, TAR.length), Compression.GZIP));

      assertThat(check(MediaType.OCI_LAYER_GZIP, bytes.toByteArray(), Digest.sha256(TAR)))
          .as("the first %s bytes are a member of their own", split)
          .isEmpty();
    }
  }

  @Test
  void hashesWhatFollowsACompressedStream() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(compress(TAR, Compression.GZIP));
    bytes.write(new byte[300_000]);

    assertThat(check(MediaType.OCI_LAYER_GZIP, bytes.toByteArray(), Digest.sha256(TAR))).isEmpty();
  }

  @Test
  void wantsATar() throws IOException {
    byte[] text = "no tar ".repeat(200).getBytes(StandardCharsets.UTF_8);
    byte[] empty = new byte[0];
    byte[] emptyTar = new byte[1024];

    assertThat(texts(check(MediaType.OCI_LAYER, text, Digest.sha256(text))))
        .containsExactly("Y1 content that is no tar");
    assertThat(
            texts(
                check(
                    MediaType.OCI_LAYER_GZIP,
                    compress(text, Compression.GZIP),
                    Digest.sha256(text))))
        .containsExactly("Y1 content that is no tar");
    assertThat(texts(check(MediaType.OCI_LAYER, new byte[100], Digest.sha256(new byte[100]))))
        .containsExactly("Y1 content that is no tar");
    assertThat(texts(check(MediaType.OCI_LAYER, empty, Digest.sha256(empty))))
        .containsExactly("Y1 nothing");
    assertThat(
            texts(
                check(
                    MediaType.OCI_LAYER_GZIP,
                    compress(empty, Compression.GZIP),
                    Digest.sha256(empty))))
        .containsExactly("Y1 nothing");
    assertThat(check(MediaType.OCI_LAYER, emptyTar, Digest.sha256(emptyTar))).isEmpty();
  }

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
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 200; i++) {
      hash.update(new byte[1024 * 1024]);
    }

    assertThat(check(MediaType.OCI_LAYER_GZIP, compressed, Digest.ofSha256(hash.digest())))
        .isEmpty();
  }

  @Slow
  @Test
  void acceptsZerosInZstd() throws Exception {
    byte[] zeros = new byte[100 * 1024 * 1024];
    byte[] compressed = compress(zeros, Compression.ZSTD);

    assertThat(compressed.length).isLessThan(zeros.length / 10_000);
    assertThat(check(MediaType.OCI_LAYER_ZSTD, compressed, Digest.sha256(zeros))).isEmpty();
  }

  /** Nothing of it is hashed, because nobody knows the algorithm of the digest. */
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
        .containsExactly("H5 more than " + limit + " bytes when it is decompressed");
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
