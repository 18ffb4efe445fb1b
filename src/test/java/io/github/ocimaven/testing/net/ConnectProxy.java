package io.github.ocimaven.testing.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that supports only CONNECT, and connects every client to ports of this machine,
 * whatever the requested names. It may require Digest authentication, and then accepts any
 * credentials.
 */
public final class ConnectProxy implements AutoCloseable {

  private static final String REFUSAL =
      """
      HTTP/1.1 407 Proxy Authentication Required
      Proxy-Authenticate: Digest realm="corp", nonce="n0nce", qop="auth"
      Content-Length: 0
      Connection: close

      """
          .replace("\n", "\r\n");

  private static final String UNKNOWN =
      "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Function<String, @Nullable Integer> destinations;
  private final boolean digest;

  private ConnectProxy(Function<String, @Nullable Integer> destinations, boolean digest)
      throws IOException {
    this.destinations = destinations;
    this.digest = digest;
  }

  /** Starts a proxy that leads to one port, whatever the requested host. */
  public static ConnectProxy to(int destination) throws IOException {
    return start(new ConnectProxy(target -> destination, false));
  }

  /** Starts a proxy that leads to one port and requires Digest authentication. */
  public static ConnectProxy withDigestTo(int destination) throws IOException {
    return start(new ConnectProxy(target -> destination, true));
  }

  /**
   * Starts a proxy that only knows some servers, and returns 502 for all others.
   *
   * @param destinations ports by {@code HOST:PORT}; more may be added later
   */
  public static ConnectProxy to(Map<String, Integer> destinations) throws IOException {
    return start(new ConnectProxy(destinations::get, false));
  }

  private static ConnectProxy start(ConnectProxy proxy) {
    start(proxy::accept);
    return proxy;
  }

  /** The port that the proxy listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns the requested destinations. */
  public List<String> targets() {
    return heads.stream().map(ConnectProxy::target).toList();
  }

  private static String target(String head) {
    return head.split(" ", 3)[1];
  }

  /** Returns the request line and headers of each CONNECT. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      start(() -> tunnel(client));
    }
  }

  private void tunnel(Socket client) throws IOException {
    try (client) {
      String head = readHead(client.getInputStream());
      heads.add(head);
      if (digest && !head.contains("Proxy-Authorization: Digest ")) {
        client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
        return;
      }
      Integer destination = destinations.apply(target(head));
      if (destination == null) {
        client.getOutputStream().write(UNKNOWN.getBytes(StandardCharsets.US_ASCII));
        return;
      }
      connect(client, destination);
    }
  }

  private static void connect(Socket client, int destination) throws IOException {
    try (Socket registry = new Socket(InetAddress.getLoopbackAddress(), destination)) {
      // No Content-Length: a 2xx response to CONNECT has no body (RFC 9110, section 9.3.6).
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      start(() -> pump(registry.getInputStream(), client.getOutputStream()));
      pump(client.getInputStream(), registry.getOutputStream());
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private static void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One side has closed, which is how a tunnel ends.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
