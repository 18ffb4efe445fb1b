package io.github.ocimaven.registry.jib;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that knows CONNECT only, and connects everybody to one port of this machine. It may
 * want Digest authentication, and then takes any.
 */
final class ConnectProxy implements AutoCloseable {

  private static final String REFUSAL =
      """
      HTTP/1.1 407 Proxy Authentication Required
      Proxy-Authenticate: Digest realm="corp", nonce="n0nce", qop="auth"
      Content-Length: 0
      Connection: close

      """
          .replace("\n", "\r\n");

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final int destination;
  private final boolean digest;

  private ConnectProxy(int destination, boolean digest) throws IOException {
    this.destination = destination;
    this.digest = digest;
  }

  static ConnectProxy to(int destination) throws IOException {
    return start(new ConnectProxy(destination, false));
  }

  static ConnectProxy withDigestTo(int destination) throws IOException {
    return start(new ConnectProxy(destination, true));
  }

  private static ConnectProxy start(ConnectProxy proxy) {
    start(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Returns what clients asked to be connected to. */
  List<String> targets() {
    return heads.stream().map(head -> head.split(" ", 3)[1]).toList();
  }

  /** Returns what clients sent: the request line and headers of each CONNECT. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      start(() -> tunnel(client));
    }
  }

  private void tunnel(Socket client) throws IOException {
    try (client;
        Socket registry = new Socket(InetAddress.getLoopbackAddress(), destination)) {
      String head = readHead(client.getInputStream());
      heads.add(head);
      if (digest && !head.contains("Proxy-Authorization: Digest ")) {
        client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
        return;
      }
      // No Content-Length: a 2xx answer to CONNECT has no body (RFC 9110, section 9.3.6).
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
