package io.github.ocimaven.registry.tls;

import javax.net.ssl.SSLSession;

/** The other side of a connection, as messages call it. */
public final class PeerName {

  private static final int HTTPS = 443;

  private PeerName() {}

  /** Returns {@code HOST[:PORT]}, as the connection was asked for. */
  public static String of(SSLSession session) {
    return of(session.getPeerHost(), session.getPeerPort());
  }

  /** Returns {@code HOST[:PORT]}, without the port of HTTPS. */
  public static String of(String host, int port) {
    String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return port == HTTPS ? name : name + ":" + port;
  }
}
