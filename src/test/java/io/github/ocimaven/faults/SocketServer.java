package io.github.ocimaven.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Plain sockets on a free port of 127.0.0.1, with a daemon thread each. Clients that try TLS are
 * refused at once, as common registries do.
 */
final class SocketServer implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;
  private static final int BACKLOG = 50;

  /** So small that a client can't send all of a layer that is not read. */
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;

  private static final String REFUSAL =
      "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.\n";

  private final ServerSocket listener = new ServerSocket();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Conversation conversation;

  /** Handles a connection, which is closed afterwards. */
  @FunctionalInterface
  interface Conversation {
    void hold(Socket client, InputStream in) throws IOException;
  }

  private SocketServer(Conversation conversation) throws IOException {
    this.conversation = conversation;
  }

  static SocketServer start(Conversation conversation) throws IOException {
    SocketServer server = new SocketServer(conversation);
    server.listener.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    server.listener.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
    server.threads.execute(server::accept);
    return server;
  }

  String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdown();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> talk(client));
      } catch (IOException | RejectedExecutionException e) {
        // The listener was closed, which ends the loop, or the client is already gone.
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      in.mark(1);
      int first = in.read();
      in.reset();
      if (first == TLS_HANDSHAKE) {
        in.skipNBytes(in.available()); // closing with unread data would reset the connection
        client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
      } else if (first >= 0) {
        conversation.hold(client, in);
      }
    } catch (IOException e) {
      // The client is gone, or the server is being closed.
    } finally {
      open.remove(client);
    }
  }
}
