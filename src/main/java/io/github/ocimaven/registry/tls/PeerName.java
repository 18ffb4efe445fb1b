package io.github.ocimaven.registry.tls;

import javax.net.ssl.SSLSession;

/** The name of a connection's peer in messages. */
public final class PeerName {

  private static final int HTTPS = 443;

  private PeerName() {}

  /** Returns {@code HOST[:PORT]}, as requested by the client. */
  public static String of(SSLSession session) {
    return of(session.getPeerHost(), session.getPeerPort());
  }

  /** Returns {@code HOST[:PORT]}, without the default port of HTTPS. */
  public static String of(String host, int port) {
    String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return port == HTTPS ? name : name + ":" + port;
  }
}
