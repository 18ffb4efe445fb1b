package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Gate;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.pace.HostGates;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Determines which host limits requests, so that all requests to it should wait: the one that
 * responds with 429, or with 503 and {@code Retry-After}.
 *
 * @param gates the gates of all hosts
 * @param registry any URL of the registry
 */
public record HostLimits(HostGates gates, URL registry) {

  private static final int TOO_MANY_REQUESTS = 429;

  /**
   * Returns the gate of the host that limits requests, or empty if the failure has another reason.
   *
   * @param when when another attempt makes sense, or null if it would not help
   */
  Optional<Gate> gate(RequestFailure failure, @Nullable Transience when) {
    if (when == null
        || when.kind() != Kind.OVERLOADED
        || (failure.status() != TOO_MANY_REQUESTS && when.retryAfter() == null)) {
      return Optional.empty();
    }
    return Optional.of(gates.of(host(failure)));
  }

  private URL host(RequestFailure failure) {
    if (failure instanceof NoToken refusal) {
      return LoggableUrl.of(refusal.service());
    }
    String origin = failure instanceof Refused refusal ? refusal.peer().origin() : null;
    return origin == null ? registry : LoggableUrl.of(origin);
  }
}
