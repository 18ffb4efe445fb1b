package io.github.ocimaven.push.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobVerifierTest {

  private static final byte[] BYTES = new byte[10_000];

  static {
    new Random(1).nextBytes(BYTES);
  }

  private static final Descriptor BLOB =
      new Descriptor(MediaType.OCI_MANIFEST, Digest.sha256(BYTES), BYTES.length);

  private final BlobVerifier verifier = new BlobVerifier(false);
  private final AtomicInteger opened = new AtomicInteger();

  private Content content(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public String location() {
        return "blobs/a";
      }

      @Override
      public InputStream open() {
        opened.incrementAndGet();
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  private Content verify(byte[] bytes, boolean large) {
    return verifier.verify(BLOB, content(bytes), large, () -> {});
  }

  private static byte[] flipped(int at) {
    byte[] bytes = BYTES.clone();
    bytes[at] ^= 1;
    return bytes;
  }

  /** Returns how many bytes were read before the failure. */
  private static int readUntilItFails(Content content) throws IOException {
    int count = 0;
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[512];
      while (true) {
        int read = in.read(buffer);
        assertThat(read).as("the end is withheld").isPositive();
        count += read;
      }
    } catch (CorruptBlobException e) {
      assertThat(e).hasMessageContainingAll("blobs/a", BLOB.digest().toString());
      return count;
    }
  }

  @Test
  void readsASmallBlobBeforeItIsSent() {
    assertThatThrownBy(() -> verify(flipped(0), false)).isInstanceOf(CorruptBlobException.class);
    verify(BYTES, false);
    assertThat(opened.get()).isEqualTo(2);
  }

  @Test
  void readsALargeOneOnlyWhenItIsSent() throws IOException {
    Content verified = verify(BYTES, true);

    assertThat(opened.get()).isZero();
    try (InputStream in = verified.open()) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
    assertThat(opened.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5_000, 9_999})
  void holdsTheEndOfABlobBackThatIsAnotherOne(int flippedAt) throws IOException {
    assertThat(readUntilItFails(verify(flipped(flippedAt), true))).isLessThan(BYTES.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9_999, 10_001, 20_000})
  void holdsTheEndBackWhereBytesAreMissingOrTooMany(int size) throws IOException {
    byte[] bytes = Arrays.copyOf(BYTES, size);

    assertThat(readUntilItFails(verify(bytes, true))).isLessThan(BYTES.length);
  }

  @Test
  void hashesABlobOnceBeforeItIsSentToSeveralDestinations() throws Exception {
    BlobVerifier several = new BlobVerifier(true);
    Content content = content(BYTES);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      senders.add(new Thread(() -> several.verify(BLOB, content, true, () -> {})));
    }
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(opened.get()).isEqualTo(1);
    assertThat(several.verify(BLOB, content, true, () -> {})).isSameAs(content);
  }

  @Test
  void hashesWhatIsSkippedWhereAnUploadGoesOn() throws IOException {
    try (InputStream in = verify(BYTES, true).open()) {
      in.skipNBytes(4_000);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 4_000, 10_000));
    }
    Content other = verifier.verify(BLOB, content(flipped(17)), true, () -> {});
    try (InputStream in = other.open()) {
      assertThat(in.readAllBytes()).as("it has been verified once").hasSize(BYTES.length);
    }
  }

  @Test
  void findsAFlippedByteInWhatIsSkipped() throws IOException {
    try (InputStream in = verify(flipped(17), true).open()) {
      in.skipNBytes(4_000);
      assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptBlobException.class);
    }
  }

  @Test
  void hashesEachByteOnceInHoweverManyPartsItIsRead() throws IOException {
    AtomicInteger read = new AtomicInteger();
    Content parts = verifier.verify(BLOB, counting(content(BYTES), read), true, () -> {});

    for (int i = 0; i < 10; i++) {
      try (InputStream in = parts.open()) {
        in.skipNBytes(i * 1_000L);
        assertThat(in.readNBytes(1_000))
            .isEqualTo(Arrays.copyOfRange(BYTES, i * 1_000, (i + 1) * 1_000));
      }
    }

    assertThat(read).hasValue(BYTES.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 5_500, 9_999})
  void holdsTheEndBackWhereAnUploadGoesOnBeforeItBroke(int flippedAt) throws IOException {
    Content other = verify(flipped(flippedAt), true);
    try (InputStream in = other.open()) {
      in.readNBytes(6_000);
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      try (InputStream in = other.open()) {
        in.skipNBytes(5_000);
        assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptBlobException.class);
      }
    }
    assertThat(readUntilItFails(other)).isLessThan(BYTES.length);
  }

  private static Content counting(Content content, AtomicInteger read) {
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public String location() {
        return content.location();
      }

      @Override
      public InputStream open() throws IOException {
        return new FilterInputStream(content.open()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read.addAndGet(Math.max(0, count));
            return count;
          }
        };
      }
    };
  }
}
