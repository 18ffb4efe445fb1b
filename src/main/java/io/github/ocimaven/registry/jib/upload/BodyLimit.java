package io.github.ocimaven.registry.jib.upload;

import io.github.ocimaven.registry.jib.failure.ErrorResponse;

/**
 * How large the body of a request may be. A registry does not say before it refuses one (413), so
 * smaller ones are tried: what is known of others first.
 */
final class BodyLimit {

  /**
   * Cloudflare takes 100 MB
   * (https://developers.cloudflare.com/support/troubleshooting/http-status-codes/4xx-client-error/error-413/),
   * GHCR parts of 4 MiB, nginx 1 MiB unless it is configured
   * (https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size).
   */
  private static final long[] KNOWN = {90_000_000, 4_000_000, 1_000_000};

  private long most = Long.MAX_VALUE;

  /** Tells whether an answer says that a body was too large. */
  static boolean isExceeded(ErrorResponse response) {
    return switch (response.status()) {
      case 413 -> true;
      case 416 -> response.content().contains("too large");
      default -> false;
    };
  }

  /** Returns how many bytes a body may have. */
  synchronized long most() {
    return most;
  }

  /**
   * A body was too large.
   *
   * @param refused how many bytes it had
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
