package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.jib.failure.Blocked;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;

/** The registry sent us to plain HTTP. */
final class DowngradeException extends HttpException implements Blocked.Carrier {

  private static final long serialVersionUID = 1L;

  private DowngradeException(String message) {
    super(message);
  }

  /** Creates the failure for a registry that speaks TLS. */
  static DowngradeException fromTls(HttpHost host) {
    return new DowngradeException(
        "the registry speaks TLS but sent us to "
            + host
            + ", which is plain HTTP: nothing was sent there; a proxy in front of the registry"
            + " may not pass the protocol on to it (X-Forwarded-Proto)");
  }

  /** Creates the failure for a registry that speaks plain HTTP, but on this machine only. */
  static DowngradeException offThisMachine(HttpHost host) {
    return new DowngradeException(
        "the registry sent us to "
            + host
            + ", which is plain HTTP to another machine: nothing was sent there; if that is"
            + " acceptable, set 'insecure' to true");
  }

  @Override
  public Blocked blocked() {
    return new Blocked(String.valueOf(getMessage()));
  }
}
