package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Hash;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The resources of a streamed blob: connections, memory, threads. */
class BlobStreamTest extends BlobSenderFixture {

  @Test
  void givesWhatHasComeBeforeTheRestComes() throws IOException {
    sender =
        (exchange, from) -> {
          send(exchange, 200, BLOB.bytes(), 0, 1000);
          await();
        };
    try (FullRepository repository = open();
        InputStream in = repository.blob(BLOB.descriptor()).open()) {
      assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOf(BLOB.bytes(), 1000));
    }
  }

  /** Bytes that were sent but not read yet are in the buffers of the sockets, or in memory. */
  @Test
  void holdsNoBlobInMemory() throws Exception {
    int pieces = 256;
    byte[] piece = TestBlob.random(1024 * 1024, 2).bytes();
    Hash hash = Hash.sha256();
    for (int i = 0; i < pieces; i++) {
      hash.update(piece, 0, piece.length);
    }
    Digest digest = hash.digest();
    long size = (long) pieces * piece.length;
    AtomicLong sent = new AtomicLong();
    sender =
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, size);
          for (int i = 0; i < pieces; i++) {
            exchange.getResponseBody().write(piece);
            sent.addAndGet(piece.length);
          }
        };
    Hash read = Hash.sha256();
    long total = 0;
    long ahead = 0;
    byte[] buffer = new byte[64 * 1024];
    try (FullRepository repository = open();
        InputStream in =
            repository.blob(new Descriptor(MediaType.OCI_LAYER, digest, size)).open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read.update(buffer, 0, n);
        total += n;
        ahead = Math.max(ahead, sent.get() - total);
      }
    }
    assertThat(read.digest()).isEqualTo(digest);
    assertThat(ahead).isLessThan(32 * 1024 * 1024);
  }

  @Test
  void waitsNoLongerForASilentRegistryThanTheTimeout() throws IOException {
    sender =
        (exchange, from) -> {
          send(exchange, 200, BLOB.bytes(), 0, 1000);
          await();
        };
    Duration timeout = Duration.ofSeconds(1);
    try (FullRepository repository = open(Connections.anonymous().timeout(timeout))) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
    }
  }

  @Test
  void aClosedStreamGivesItsPlaceToTheNext() throws IOException {
    try (FullRepository repository = open(Connections.anonymous().connections(1))) {
      for (int i = 0; i < 5; i++) {
        try (InputStream in = repository.blob(BLOB.descriptor()).open()) {
          assertThat(in.read()).isEqualTo(BLOB.bytes()[0] & 0xff);
        }
      }
    }
  }

  @Test
  void aStreamThatIsAtItsEndGivesItsConnectionBack() throws IOException {
    List<Integer> ports = new CopyOnWriteArrayList<>();
    sender =
        (exchange, from) -> {
          ports.add(exchange.getRemoteAddress().getPort());
          send(exchange, 200, BLOB.bytes(), 0, SIZE);
        };
    try (FullRepository repository = open(Connections.anonymous().connections(1))) {
      for (int i = 0; i < 3; i++) {
        InputStream in = repository.blob(BLOB.descriptor()).open();
        assertThat(in.readNBytes(SIZE)).hasSize(SIZE); // and never closes it
      }
    }
    assertThat(ports).hasSize(3).containsOnly(ports.get(0));
  }

  private void endsAReadThatWaits(FullRepository repository, Consumer<Thread> end)
      throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<Thread> reader = new AtomicReference<>();
    sender =
        (exchange, from) -> {
          send(exchange, 200, BLOB.bytes(), 0, 1000);
          await();
        };
    Future<?> read =
        threads.submit(
            () -> {
              reader.set(Thread.currentThread());
              try (InputStream in = repository.blob(BLOB.descriptor()).open()) {
                assertThat(in.readNBytes(1000)).hasSize(1000);
                reading.countDown();
                return in.read();
              }
            });
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

    end.accept(reader.get());

    assertThatThrownBy(() -> read.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void closingTheRepositoryEndsAReadThatWaits() throws Exception {
    try (FullRepository repository = open()) {
      endsAReadThatWaits(repository, reader -> repository.close());
    }
  }

  @Test
  void anInterruptionEndsAReadThatWaits() throws Exception {
    try (FullRepository repository = open()) {
      endsAReadThatWaits(repository, Thread::interrupt);
    }
  }

  @Test
  void nothingIsReadOnceTheRepositoryIsClosed() throws IOException {
    FullRepository repository = open();
    InputStream in = repository.blob(BLOB.descriptor()).open();
    assertThat(in.read()).isNotNegative();

    repository.close();

    // A few bytes may have been read ahead.
    assertThatThrownBy(in::readAllBytes).isInstanceOf(CancellationException.class);
    in.close();
  }
}
