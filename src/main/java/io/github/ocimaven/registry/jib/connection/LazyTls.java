package io.github.ocimaven.registry.jib.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS that is set up for the first connection that needs it. Reading the JVM's trust store takes a
 * quarter of a second of processor time, which would be wasted if the registry speaks plain HTTP.
 */
public final class LazyTls implements LayeredConnectionSocketFactory {

  private final Supplier<LayeredConnectionSocketFactory> setUp;
  private @Nullable LayeredConnectionSocketFactory factory;

  /**
   * Creates a lazy factory.
   *
   * @param setUp creates the actual factory; called once
   */
  public LazyTls(Supplier<LayeredConnectionSocketFactory> setUp) {
    this.setUp = setUp;
  }

  private synchronized LayeredConnectionSocketFactory factory() {
    if (factory == null) {
      factory = setUp.get();
    }
    return factory;
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    return factory().createSocket(context);
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
    return factory().connectSocket(connectTimeout, socket, host, remote, local, context);
  }

  @Override
  public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
      throws IOException {
    return factory().createLayeredSocket(socket, target, port, context);
  }
}
