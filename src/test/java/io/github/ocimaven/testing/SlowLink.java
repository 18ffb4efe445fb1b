package io.github.ocimaven.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A long link in front of a server on 127.0.0.1: a port that passes bytes on, unchanged, half a
 * round trip later in each direction, and, where it has a bandwidth, no faster than that for all
 * its connections together. A connection costs a round trip before its first byte, as TCP's own
 * handshake does; TLS, which the link does not look into, pays for its handshakes itself.
 */
public final class SlowLink implements AutoCloseable {

  /** For {@link #open}: as many bytes as the machine can pass on. */
  public static final long UNLIMITED = 0;

  /** Receive buffer of a socket: what it holds counts as sent to the client, but is not yet. */
  private static final int BUFFER_BYTES = 256 * 1024;

  private final ServerSocket listener;
  private final int server;
  private final Duration roundTrip;
  private final Pace upstream;
  private final Pace downstream;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "slow-link");
            thread.setDaemon(true);
            return thread;
          });

  private SlowLink(ServerSocket listener, int server, Duration roundTrip, long bitsPerSecond) {
    this.listener = listener;
    this.server = server;
    this.roundTrip = roundTrip;
    upstream = new Pace(bitsPerSecond);
    downstream = new Pace(bitsPerSecond);
  }

  /**
   * Opens a link.
   *
   * @param server {@code 127.0.0.1:PORT}
   * @param roundTrip how long a byte and the answer to it are under way together
   * @param bitsPerSecond the bandwidth in each direction, or {@link #UNLIMITED}
   */
  public static SlowLink open(String server, Duration roundTrip, long bitsPerSecond)
      throws IOException {
    int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    ServerSocket listener = new ServerSocket();
    listener.setReceiveBufferSize(BUFFER_BYTES);
    listener.bind(new InetSocketAddress(loopback(), 0), 512);
    SlowLink link = new SlowLink(listener, port, roundTrip, bitsPerSecond);
    link.executor.execute(link::accept);
    return link;
  }

  /** The link's own numeric address, for image references. */
  public String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Closes the port and all connections. */
  @Override
  public void close() throws IOException {
    listener.close();
    executor.shutdown();
    open.forEach(this::close);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = register(listener.accept());
        long usable = System.nanoTime() + roundTrip.toNanos();
        executor.execute(() -> connect(client, usable));
      } catch (IOException | RejectedExecutionException e) {
        // Closed, which ends the loop, or a client that is gone already.
      }
    }
  }

  private void connect(Socket client, long usable) {
    try {
      Socket target = register(new Socket(loopback(), server));
      start(client, target, upstream, usable);
      start(target, client, downstream, usable);
    } catch (IOException | RejectedExecutionException e) {
      close(client); // Nobody listens there.
    }
  }

  private void start(Socket from, Socket to, Pace pace, long usable) {
    DelayLine line = new DelayLine(from, to, pace, roundTrip.toNanos() / 2, usable);
    executor.execute(line::receive);
    executor.execute(
        () -> {
          boolean ended = line.send();
          // The line of the other direction closes both when it ends, too.
          if (!ended || from.isOutputShutdown()) {
            close(from);
            close(to);
          }
        });
  }

  private Socket register(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    open.add(socket);
    if (listener.isClosed()) {
      socket.close();
    }
    return socket;
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
