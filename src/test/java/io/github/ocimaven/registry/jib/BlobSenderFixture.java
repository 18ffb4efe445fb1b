package io.github.ocimaven.registry.jib;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A registry that sends a blob as configured by a test. */
@Timeout(60)
abstract class BlobSenderFixture {

  static final int SIZE = 3 * 1024 * 1024;
  static final TestBlob BLOB = TestBlob.random(SIZE, 1);

  final ExecutorService threads = Executors.newCachedThreadPool();
  final CountDownLatch released = new CountDownLatch(1);
  final List<Optional<String>> ranges = new CopyOnWriteArrayList<>();
  final List<Retry> retries = new CopyOnWriteArrayList<>();
  private HttpServer server;
  volatile Sender sender = (exchange, from) -> send(exchange, 200, BLOB.bytes(), 0, SIZE);

  /** Sends a blob, or part of one. */
  interface Sender {

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

  static void send(HttpExchange exchange, int status, byte[] bytes, int from, int to)
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

  void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Target target() {
    return new Target("127.0.0.1:" + server.getAddress().getPort(), "acme/app", List.of("1"));
  }

  FullRepository open(Connections connections) {
    return connections.open().open(target());
  }

  FullRepository open() {
    return open(Connections.anonymous());
  }

  FullRepository retrying(int attempts) {
    return new RetryingRepositories(
            Connections.anonymous().open(),
            new RetrySettings(attempts, Duration.ZERO),
            2,
            retries::add)
        .open(target());
  }

  static byte[] read(FullRepository repository, Descriptor blob) throws IOException {
    try (InputStream in = repository.blob(blob).open()) {
      return in.readAllBytes();
    }
  }
}
