package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.document.Finding;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobCheckTest extends BlobCheckFixture {
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
        .containsExactly("Y1 content that is not a tar");
    assertThat(
            texts(
                check(
                    MediaType.OCI_LAYER_GZIP,
                    compress(text, Compression.GZIP),
                    Digest.sha256(text))))
        .containsExactly("Y1 content that is not a tar");
    assertThat(texts(check(MediaType.OCI_LAYER, new byte[100], Digest.sha256(new byte[100]))))
        .containsExactly("Y1 content that is not a tar");
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
}
