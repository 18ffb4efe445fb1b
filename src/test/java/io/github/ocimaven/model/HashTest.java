package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HashTest {

  private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);

  @Test
  void hashesPieceByPiece() {
    Hash hash = Hash.sha256();
    hash.update(ABC, 0, 1);
    hash.update(ABC, 1, 2);

    assertThat(hash.digest()).isEqualTo(Digest.sha256("abc"));
  }

  /** The digests of "abc" are from FIPS 180-2. */
  @Test
  void usesTheAlgorithmOfTheDigestToCompareWith() {
    assertThat(abcLike("sha256:" + "0".repeat(64)))
        .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(abcLike("sha512:" + "0".repeat(128)))
        .startsWith("sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2");
    assertThat(Hash.like(Digest.parse("sha384:00"))).isEmpty();
  }

  private static String abcLike(String expected) {
    Hash hash = Hash.like(Digest.parse(expected)).orElseThrow();
    hash.update(ABC, 0, ABC.length);
    return hash.digest().toString();
  }

  @Test
  void hashesWhatIsWrittenThroughIt() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Hash hash = Hash.sha256();
    try (OutputStream out = hash.of(written)) {
      out.write(ABC);
    }

    assertThat(written.toByteArray()).isEqualTo(ABC);
    assertThat(hash.digest()).isEqualTo(Digest.sha256("abc"));
  }

  @Test
  void goesOnWhereAnEarlierReadingEnded() {
    ResumableHash hash = new ResumableHash();
    hash.read(ABC, 0, 2, 0);
    hash.read(ABC, 1, 2, 1);

    assertThat(hash.count()).isEqualTo(3);
    assertThat(hash.isEnded()).isFalse();
    assertThat(hash.end()).isEqualTo(new DigestAndSize(Digest.sha256("abc"), 3));
    assertThat(hash.isEnded()).isTrue();
  }
}
