package io.github.ocimaven.testing.net;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP server on a free port of 127.0.0.1, with as many daemon threads as it needs. */
public record LoopbackServer(
    HttpServer server, Optional<PlainHttpGate> gate, ExecutorService executor)
    implements AutoCloseable {

  /** Starts a server; it speaks HTTPS only if given a configuration. */
  public static LoopbackServer start(Optional<HttpsConfigurator> tls, HttpHandler handler)
      throws IOException {
    // Read once when the server's classes are loaded. Without it the delayed acknowledgement of a
    // client adds 40 ms to each response.
    System.setProperty("sun.net.httpserver.nodelay", "true");

    ExecutorService executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "embedded-registry");
              thread.setDaemon(true);
              return thread;
            });
    HttpServer server = create(tls);
    server.setExecutor(executor);
    server.createContext("/", handler);
    server.start();
    Optional<PlainHttpGate> gate =
        tls.isPresent()
            ? Optional.empty()
            : Optional.of(PlainHttpGate.open(server.getAddress(), executor));
    return new LoopbackServer(server, gate, executor);
  }

  public int port() {
    return gate.map(PlainHttpGate::port).orElse(server.getAddress().getPort());
  }

  /** Closes all connections and waits until no request is being handled any more. */
  @Override
  public void close() throws IOException {
    if (gate.isPresent()) {
      gate.get().close();
    }
    server.stop(0);
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IOException("A request is still being handled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer create(Optional<HttpsConfigurator> tls) throws IOException {
    InetSocketAddress anyPort =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    if (tls.isEmpty()) {
      return HttpServer.create(anyPort, 0);
    }
    HttpsServer server = HttpsServer.create(anyPort, 0);
    server.setHttpsConfigurator(tls.get());
    return server;
  }
}
