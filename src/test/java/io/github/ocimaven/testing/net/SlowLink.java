package io.github.ocimaven.testing.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * A long link in front of a server on 127.0.0.1: a port that forwards bytes unchanged, half a round
 * trip later in each direction, and at most at its bandwidth, if it has one, shared by all its
 * connections. A connection costs a round trip before its first byte, like TCP's own handshake; the
 * link does not inspect TLS, whose handshakes are delayed like any other bytes.
 */
public final class SlowLink implements AutoCloseable {

  /** For {@link #open}: as many bytes as the machine can forward. */
  public static final long UNLIMITED = 0;

  /**
   * Receive buffer of a socket: its content counts as sent to the client, but is not delivered yet.
   */
  private static final int BUFFER_BYTES = 256 * 1024;

  private final LinkPort port;
  private final Duration roundTrip;
  private final Pace upstream;
  private final Pace downstream;

  private SlowLink(LinkPort port, Duration roundTrip, long bitsPerSecond) {
    this.port = port;
    this.roundTrip = roundTrip;
    upstream = new Pace(bitsPerSecond);
    downstream = new Pace(bitsPerSecond);
  }

  /**
   * Opens a link.
   *
   * @param server {@code 127.0.0.1:PORT}
   * @param roundTrip the delay of a byte and the response to it together
   * @param bitsPerSecond the bandwidth in each direction, or {@link #UNLIMITED}
   */
  public static SlowLink open(String server, Duration roundTrip, long bitsPerSecond)
      throws IOException {
    LinkPort port = new LinkPort("slow-link", server, BUFFER_BYTES);
    SlowLink link = new SlowLink(port, roundTrip, bitsPerSecond);
    port.accept(client -> link.connect(client, System.nanoTime() + roundTrip.toNanos()));
    return link;
  }

  /** The link's own numeric address, for image references. */
  public String hostAndPort() {
    return port.hostAndPort();
  }

  /** Closes the port and all connections. */
  @Override
  public void close() throws IOException {
    port.close();
    port.open().forEach(port::close);
  }

  private void connect(Socket client, long usable) {
    try {
      Socket target = port.connect();
      start(client, target, upstream, usable);
      start(target, client, downstream, usable);
    } catch (IOException | RejectedExecutionException e) {
      port.close(client); // Nothing listens there.
    }
  }

  private void start(Socket from, Socket to, Pace pace, long usable) {
    DelayLine line = new DelayLine(from, to, pace, roundTrip.toNanos() / 2, usable);
    port.execute(line::receive);
    port.execute(
        () -> {
          boolean ended = line.send();
          // The line of the other direction also closes both when it ends.
          if (!ended || from.isOutputShutdown()) {
            port.close(from, to);
          }
        });
  }
}
