package io.github.ocimaven.registry.jib;

import java.io.IOException;
import java.net.URL;

/** There is no answer from where a registry sent us: its storage, for instance. */
final class ElsewhereException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String host;

  /**
   * Says whose answer is missing.
   *
   * @param url where the request went
   * @param cause what went wrong
   */
  ElsewhereException(URL url, IOException cause) {
    super("no answer from " + url.getHost(), cause);
    this.host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** Returns {@code HOST[:PORT]}. */
  String host() {
    return host;
  }
}
