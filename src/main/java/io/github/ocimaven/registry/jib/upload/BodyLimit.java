package io.github.ocimaven.registry.jib.upload;

import com.google.cloud.tools.jib.http.ResponseException;

/**
 * The maximum size of a request body. A registry does not announce its limit before it refuses a
 * body (413), so smaller sizes are tried: the known limits of common servers.
 */
final class BodyLimit {

  /**
   * Cloudflare allows 100 MB
   * (https://developers.cloudflare.com/support/troubleshooting/http-status-codes/4xx-client-error/error-413/),
   * GHCR chunks of 4 MiB, nginx 1 MiB by default
   * (https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size).
   */
  private static final long[] KNOWN = {90_000_000, 4_000_000, 1_000_000};

  private long most = Long.MAX_VALUE;

  /** Returns whether a response says that a body was too large. */
  static boolean isExceeded(ResponseException answer) {
    return switch (answer.getStatusCode()) {
      case 413 -> true;
      case 416 -> String.valueOf(answer.getContent()).contains("too large");
      default -> false;
    };
  }

  /** Returns the maximum number of bytes in a body. */
  synchronized long most() {
    return most;
  }

  /**
   * Lowers the limit after a body was refused as too large.
   *
   * @param refused the number of bytes in that body
   * @return whether there is a smaller size to try
   */
  synchronized boolean lower(long refused) {
    for (long known : KNOWN) {
      if (known < refused) {
        most = Math.min(most, known);
        return true;
      }
    }
    return false;
  }
}
