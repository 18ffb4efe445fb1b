package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.retry.Retry;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a blob is read, from a registry that sends it as a test says. */
@Timeout(60)
class BlobReadTest {

  private static final int SIZE = 3 * 1024 * 1024;
  private static final TestBlob BLOB = TestBlob.random(SIZE, 1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Optional<String>> ranges = new CopyOnWriteArrayList<>();
  private final List<Retry> retries = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile Sender sender = (exchange, from) -> send(exchange, 200, BLOB.bytes(), 0, SIZE);

  /** Sends a blob, or breaks off. */
  private interface Sender {

    void send(HttpExchange exchange, int from) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (!exchange.getRequestURI().getPath().contains("/blobs/")) {
              exchange.sendResponseHeaders(200, -1);
              return;
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(Optional.ofNullable(range));
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=|-$", ""));
            sender.send(exchange, from);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes, int from, int to)
      throws IOException {
    if (status == 206) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    exchange.sendResponseHeaders(status, bytes.length - from);
    exchange.getResponseBody().write(bytes, from, to - from);
    exchange.getResponseBody().flush();
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Target target() {
    return new Target("127.0.0.1:" + server.getAddress().getPort(), "acme/app", List.of("1"));
  }

  private FullRepository open(Connections connections) {
    return connections.open().open(target());
  }

  private FullRepository open() {
    return open(Connections.anonymous());
  }

  private FullRepository retrying(int attempts) {
    return new RetryingRepositories(
            Connections.anonymous().open(),
            new RetrySettings(attempts, Duration.ZERO),
            2,
            retries::add)
        .open(target());
  }

  private static byte[] read(FullRepository repository, Descriptor blob) throws IOException {
    try (InputStream in = repository.blob(blob).open()) {
      return in.readAllBytes();
    }
  }

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

  /** What the server has sent and nobody has read yet is in the sockets' buffers, or in memory. */
  @Test
  void holdsNoBlobInMemory() throws Exception {
    int pieces = 256;
    byte[] piece = TestBlob.random(1024 * 1024, 2).bytes();
    MessageDigest hash = Digest.newSha256();
    for (int i = 0; i < pieces; i++) {
      hash.update(piece);
    }
    Digest digest = Digest.ofSha256Hash(hash.digest());
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
    MessageDigest read = Digest.newSha256();
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
    assertThat(Digest.ofSha256Hash(read.digest())).isEqualTo(digest);
    assertThat(ahead).isLessThan(32 * 1024 * 1024);
  }

  @Test
  void failsWhereItBreaks() throws IOException {
    sender = (exchange, from) -> send(exchange, 200, BLOB.bytes(), 0, SIZE / 2);
    try (FullRepository repository = open()) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
                assertThat(e.transience()).map(when -> when.kind()).contains(Kind.PASSING);
              })
          .hasMessageStartingWith(
              "Cannot read blob " + BLOB.digest() + " from " + target().name() + ": ");
    }
  }

  /** 200 is what those answer that know no ranges. */
  @ParameterizedTest
  @ValueSource(ints = {206, 200})
  void goesOnWhereItBroke(int status) throws IOException {
    sender =
        (exchange, from) -> {
          int sent = ranges.size() * (SIZE / 3);
          if (from == 0) {
            send(exchange, 200, BLOB.bytes(), 0, Math.min(SIZE, sent));
          } else {
            send(exchange, status, BLOB.bytes(), status == 206 ? from : 0, Math.min(SIZE, sent));
          }
        };
    try (FullRepository repository = retrying(2)) {
      assertThat(read(repository, BLOB.descriptor())).isEqualTo(BLOB.bytes());
    }
    assertThat(ranges).hasSize(3).first().isEqualTo(Optional.empty());
    assertThat(ranges.subList(1, 3)).allMatch(Optional::isPresent);
    assertThat(retries).hasSize(2);
  }

  @Test
  void givesUpWhereItDoesNotGetOn() throws IOException {
    sender = (exchange, from) -> send(exchange, from == 0 ? 200 : 206, BLOB.bytes(), from, from);
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("gave up after 3 attempts");
    }
    assertThat(ranges).hasSize(3);
  }

  @Test
  void takesNoOtherPartThanItAskedFor() throws IOException {
    sender =
        (exchange, from) -> {
          if (from == 0) {
            send(exchange, 200, BLOB.bytes(), 0, 1000);
          } else {
            send(exchange, 206, BLOB.bytes(), from + 1, SIZE);
          }
        };
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .hasMessageContaining("it sends another part of the blob than the one it was asked for");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesAnotherLengthBeforeItReads(int difference) throws IOException {
    byte[] other = Arrays.copyOf(BLOB.bytes(), SIZE + difference);
    sender = (exchange, from) -> send(exchange, 200, other, 0, other.length);
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> repository.blob(BLOB.descriptor()).open())
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it sends " + other.length + " bytes where there must be " + SIZE);
    }
    assertThat(ranges).hasSize(1);
  }

  @Test
  void stopsWhereMoreComesThanThereMustBe() throws IOException {
    sender =
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, 0); // chunked
          exchange.getResponseBody().write(BLOB.bytes());
          exchange.getResponseBody().write('x');
        };
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it sends more than the " + SIZE + " bytes that there must be");
    }
    assertThat(ranges).hasSize(1);
  }

  @Test
  void takesNoBlobThatEndsTooSoonForWhole() throws IOException {
    sender =
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, 0); // chunked
          exchange.getResponseBody().write(BLOB.bytes(), 0, SIZE - 1);
        };
    try (FullRepository repository = open()) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it ended after " + (SIZE - 1) + " of " + SIZE + " bytes");
    }
  }

  @Test
  void decodesNothing() throws IOException {
    sender =
        (exchange, from) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, BLOB.bytes(), 0, SIZE);
        };
    try (FullRepository repository = open()) {
      assertThat(read(repository, BLOB.descriptor())).isEqualTo(BLOB.bytes());
    }
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

  @Test
  void aStorageHostSeesNoCredentials() throws IOException {
    List<Map.Entry<String, Boolean>> seen = new CopyOnWriteArrayList<>();
    HttpServer storage =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storage.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(
                Map.entry("storage", exchange.getRequestHeaders().containsKey("Authorization")));
            send(exchange, 200, BLOB.bytes(), 0, SIZE);
          }
        });
    storage.start();
    try {
      sender =
          (exchange, from) -> {
            boolean sent = exchange.getRequestHeaders().containsKey("Authorization");
            seen.add(Map.entry("registry", sent));
            if (sent) {
              exchange
                  .getResponseHeaders()
                  .set("Location", "http://127.0.0.1:" + storage.getAddress().getPort() + "/x");
              exchange.sendResponseHeaders(307, -1);
            } else {
              exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
              exchange.sendResponseHeaders(401, -1);
            }
          };
      try (FullRepository repository = open(Connections.as(new Login("u", "p", "a test")))) {
        assertThat(read(repository, BLOB.descriptor())).isEqualTo(BLOB.bytes());
      }
    } finally {
      storage.stop(0);
    }
    assertThat(seen)
        .containsExactly(
            Map.entry("registry", false), Map.entry("registry", true), Map.entry("storage", false));
  }
}
