package io.github.ocimaven.registry.jib;

import org.apache.http.HttpException;
import org.apache.http.HttpHost;

/** Somebody sent us from TLS to plain HTTP. */
final class DowngradeException extends HttpException {

  private static final long serialVersionUID = 1L;

  DowngradeException(HttpHost host) {
    super(
        "the registry speaks TLS but sent us to "
            + host
            + ", which is plain HTTP: nothing was sent there; a proxy before the registry may not"
            + " tell it the protocol (X-Forwarded-Proto)");
  }
}
