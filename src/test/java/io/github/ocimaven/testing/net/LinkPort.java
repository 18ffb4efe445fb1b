package io.github.ocimaven.testing.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The port of a link in front of a server on 127.0.0.1, and the connections on both sides of it.
 */
final class LinkPort implements AutoCloseable {

  private static final int BACKLOG = 512;

  private final ServerSocket listener = new ServerSocket();
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor;

  /**
   * Takes a free port.
   *
   * @param name names the link's threads
   * @param server {@code 127.0.0.1:PORT}
   * @param receiveBufferBytes how much a client may send before it is read; 0 for the system's
   *     default
   */
  LinkPort(String name, String server, int receiveBufferBytes) throws IOException {
    this.server = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    if (receiveBufferBytes > 0) {
      listener.setReceiveBufferSize(receiveBufferBytes);
    }
    listener.bind(new InetSocketAddress(loopback(), 0), BACKLOG);
  }

  /** From now on, handles each connection in a thread of its own. */
  void accept(Consumer<Socket> clients) {
    executor.execute(
        () -> {
          while (!listener.isClosed()) {
            try {
              Socket client = register(listener.accept());
              executor.execute(() -> clients.accept(client));
            } catch (IOException | RejectedExecutionException e) {
              // Closed, which ends the loop, or a client that is gone already.
            }
          }
        });
  }

  /** Connects to the server. */
  Socket connect() throws IOException {
    Socket target = register(new Socket(loopback(), server));
    if (target.getLocalPort() == server) {
      throw new IOException("connected with itself, because nobody listens there");
    }
    return target;
  }

  /**
   * Runs a task in a thread of its own.
   *
   * @throws RejectedExecutionException if the link is closed
   */
  void execute(Runnable task) {
    executor.execute(task);
  }

  private Socket register(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    open.add(socket);
    if (listener.isClosed()) {
      socket.close();
    }
    return socket;
  }

  /** Closes connections. */
  void close(Socket... sockets) {
    for (Socket socket : sockets) {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        // The connection is of no use any more.
      }
    }
  }

  /** Returns the connections of both sides. */
  Collection<Socket> open() {
    return open;
  }

  /** Returns whether a connection is on the client's side. */
  boolean isClient(Socket socket) {
    return socket.getLocalPort() == listener.getLocalPort();
  }

  /** The link's own numeric address, for image references. */
  String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Accepts no more connections; open ones stay. */
  @Override
  public void close() throws IOException {
    listener.close();
    executor.shutdown();
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
