package io.github.ocimaven.registry.jib.http;

import java.io.IOException;
import java.net.URL;

/** Where a registry sent us, to its storage for instance, there is no answer or none of success. */
public final class RedirectedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String host;

  /**
   * Says whose fault it is.
   *
   * @param url where the request went
   * @param cause what went wrong
   */
  public RedirectedException(URL url, IOException cause) {
    super("no success with " + url.getHost(), cause);
    this.host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** Returns {@code HOST[:PORT]}. */
  public String host() {
    return host;
  }
}
