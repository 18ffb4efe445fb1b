package io.github.ocimaven.testing.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * The public port of a registry without TLS. The JDK's server waits for the end of a line that a
 * TLS client never sends, so that clients that try TLS first hang until they give up. This port
 * rejects such clients immediately, as common registries do, and forwards all other connections.
 */
final class PlainHttpGate implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;

  private static final String REFUSAL =
      "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.\n";

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final ExecutorService executor;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private PlainHttpGate(ServerSocket listener, InetSocketAddress server, ExecutorService executor) {
    this.listener = listener;
    this.server = server;
    this.executor = executor;
  }

  /** Opens a free port in front of a server. */
  static PlainHttpGate open(InetSocketAddress server, ExecutorService executor) throws IOException {
    InetAddress loopback = server.getAddress();
    PlainHttpGate gate = new PlainHttpGate(new ServerSocket(0, 50, loopback), server, executor);
    executor.execute(gate::accept);
    return gate;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Closes the port and all connections. */
  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = register(listener.accept());
        executor.execute(() -> admit(client));
      } catch (IOException | RejectedExecutionException e) {
        // Closed, which ends the loop, or a client that is gone already.
      }
    }
  }

  private void admit(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first == TLS_HANDSHAKE) {
        refuse(client);
      } else if (first >= 0) {
        connect(client, first);
      }
    } catch (IOException | RejectedExecutionException e) {
      // The client is gone, or the server is being closed.
    } finally {
      open.remove(client);
    }
  }

  /** Reads what has arrived, because closing with unread data would reset the connection. */
  private static void refuse(Socket client) throws IOException {
    client.getInputStream().skipNBytes(client.getInputStream().available());
    client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
  }

  private void connect(Socket client, int first) throws IOException {
    try (Socket target = register(new Socket(server.getAddress(), server.getPort()))) {
      target.getOutputStream().write(first);
      executor.execute(() -> passRequests(client, target));
      pass(target, client);
    }
  }

  /**
   * Forwards only the end of the requests, because the response to the last one is still to come.
   */
  private void passRequests(Socket client, Socket target) {
    try {
      pass(client, target);
      target.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(target);
    } finally {
      open.remove(target);
    }
  }

  private static void pass(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    in.transferTo(out);
  }

  private Socket register(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    open.add(socket);
    if (listener.isClosed()) {
      socket.close();
    }
    return socket;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is of no use any more.
    }
  }
}
