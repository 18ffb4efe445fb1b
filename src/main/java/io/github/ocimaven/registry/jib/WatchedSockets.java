package io.github.ocimaven.registry.jib;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Makes sockets that can be closed while they connect. */
class WatchedSockets implements ConnectionSocketFactory {

  private final ConnectionSocketFactory factory;
  private final InFlight inFlight;

  /**
   * Makes sockets.
   *
   * @param factory makes them
   * @param inFlight is told of each
   */
  WatchedSockets(ConnectionSocketFactory factory, InFlight inFlight) {
    this.factory = factory;
    this.inFlight = inFlight;
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    Socket socket = factory.createSocket(context);
    inFlight.through(socket::close);
    return socket;
  }

  @Override
  public Socket connectSocket(
      int connectTimeout,
      @Nullable Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      @Nullable InetSocketAddress local,
      HttpContext context)
      throws IOException {
    return factory.connectSocket(connectTimeout, socket, host, remote, local, context);
  }

  /** The same with TLS. */
  static final class Layered extends WatchedSockets implements LayeredConnectionSocketFactory {

    private final LayeredConnectionSocketFactory factory;

    /**
     * Makes sockets.
     *
     * @param factory makes them, and adds TLS
     * @param inFlight is told of each
     */
    Layered(LayeredConnectionSocketFactory factory, InFlight inFlight) {
      super(factory, inFlight);
      this.factory = factory;
    }

    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
        throws IOException {
      return factory.createLayeredSocket(socket, target, port, context);
    }
  }
}
