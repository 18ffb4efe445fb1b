package io.github.ocimaven.testing.net;

import io.github.ocimaven.testing.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A link of bad quality in front of a server on 127.0.0.1: a port that forwards bytes unchanged,
 * and resets a connection, on both sides, each time a number of bytes has passed since the last
 * reset, counted over all connections. The server sees the {@code Host} that the client sent, which
 * is the link's, so that its Locations lead through the link as well.
 */
public final class CutLink implements AutoCloseable {

  /** For {@link #open}: a direction that is never cut. */
  public static final LongSupplier NEVER = () -> Long.MAX_VALUE;

  private final LinkPort port;
  private final ByteQuota upstream;
  private final ByteQuota downstream;

  private CutLink(LinkPort port, ByteQuota upstream, ByteQuota downstream) {
    this.port = port;
    this.upstream = upstream;
    this.downstream = downstream;
  }

  /**
   * Opens a link that breaks each time a number of bytes has gone to the server.
   *
   * @param server {@code 127.0.0.1:PORT}
   * @param bytes the number of bytes, 1 or more
   */
  public static CutLink every(String server, long bytes) throws IOException {
    return open(server, () -> bytes, NEVER);
  }

  /**
   * Opens a link that breaks a number of times, and works afterwards.
   *
   * @param server {@code 127.0.0.1:PORT}
   * @param bytes the number of bytes to the server before each break, 1 or more
   * @param times the number of breaks
   */
  public static CutLink every(String server, long bytes, int times) throws IOException {
    AtomicInteger left = new AtomicInteger(times);
    return open(server, () -> left.getAndDecrement() > 0 ? bytes : Long.MAX_VALUE, NEVER);
  }

  /**
   * Opens a link.
   *
   * @param server {@code 127.0.0.1:PORT}
   * @param upstream says, before the first reset and after each, how many bytes may go to the
   *     server until the next
   * @param downstream the same for the bytes from the server, where a reset loses a response
   */
  public static CutLink open(String server, LongSupplier upstream, LongSupplier downstream)
      throws IOException {
    LinkPort port = new LinkPort("cut-link", server, 0);
    CutLink link = new CutLink(port, new ByteQuota(upstream), new ByteQuota(downstream));
    port.accept(link::connect);
    return link;
  }

  /** The link's own numeric address, for image references. */
  public String hostAndPort() {
    return port.hostAndPort();
  }

  /** The number of bytes sent to the server, heads of requests included. */
  public long sent() {
    return upstream.passed();
  }

  /** The number of connections that were reset, apart from {@link #cut}. */
  public int cuts() {
    return upstream.exhaustions() + downstream.exhaustions();
  }

  /** Resets all connections now; new ones are accepted. Returns how many there were. */
  public int cut() {
    int clients = 0;
    for (Socket socket : port.open()) {
      clients += port.isClient(socket) ? 1 : 0;
      reset(socket);
    }
    return clients;
  }

  /** From now on nothing is cut any more. */
  public void mend() {
    upstream.lift();
    downstream.lift();
  }

  /** Closes the port and resets all connections. */
  @Override
  public void close() throws IOException {
    port.close();
    cut();
  }

  private void connect(Socket client) {
    try {
      Socket target = port.connect();
      port.execute(() -> pass(target, client, downstream));
      pass(client, target, upstream);
    } catch (IOException | RejectedExecutionException e) {
      reset(client); // Nothing listens there at the moment.
    }
  }

  /** Forwards bytes until the sender or the quota ends. */
  private void pass(Socket from, Socket to, ByteQuota quota) {
    byte[] buffer = new byte[Digests.BUFFER_SIZE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int allowed = quota.take(read);
        out.write(buffer, 0, allowed);
        if (allowed < read) {
          reset(from);
          reset(to);
          return;
        }
      }
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        port.close(from, to);
      }
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  /** Closes abruptly: the peer gets an RST, and bytes in transit are lost. */
  private void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    port.close(socket);
  }
}
