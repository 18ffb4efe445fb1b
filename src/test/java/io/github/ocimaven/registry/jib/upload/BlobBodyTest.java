package io.github.ocimaven.registry.jib.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.registry.jib.TestBlob;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a request while they are sent. */
class BlobBodyTest {

  private static final int BUFFER = 256 * 1024;

  private final List<Long> told = new ArrayList<>();

  /** Returns at most one byte per read, as a stream may. */
  private record Drops(TestBlob blob) implements Content {

    @Override
    public long size() {
      return blob.size();
    }

    @Override
    public String location() {
      return blob.location();
    }

    @Override
    public InputStream open() {
      return new FilterInputStream(blob.open()) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          return super.read(buffer, offset, Math.min(1, length));
        }
      };
    }
  }

  private byte[] write(BlobBody body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.writeTo(out);
    return out.toByteArray();
  }

  @Test
  void tellsOfEachBufferOnceHoweverItsBytesCome() throws IOException {
    TestBlob blob = TestBlob.random(BUFFER + 10, 1);

    byte[] written = write(BlobBody.rest(blob.descriptor(), new Drops(blob), 0, told::add));

    assertThat(written).isEqualTo(blob.bytes());
    assertThat(told).containsExactly(0L, (long) BUFFER, BUFFER + 10L);
  }

  @Test
  void beginsWhereItIsTold() throws IOException {
    TestBlob blob = TestBlob.random(10, 1);

    byte[] written = write(BlobBody.rest(blob.descriptor(), blob, 4, told::add).atMost(3));

    assertThat(written).containsExactly(blob.bytes()[4], blob.bytes()[5], blob.bytes()[6]);
    assertThat(told).containsExactly(4L, 7L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 11})
  void noticesAnotherLength(int length) {
    TestBlob blob = TestBlob.random(10, 1);
    Descriptor other =
        new Descriptor(blob.descriptor().mediaType(), blob.descriptor().digest(), length);

    assertThatThrownBy(() -> write(BlobBody.rest(other, blob, 0, told::add)))
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageContaining("it changed while it was sent");
  }
}
