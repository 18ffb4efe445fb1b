package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.jib.failure.Blocked;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.NotARegistry;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.failure.Statuses;
import io.github.ocimaven.registry.jib.failure.StoppedByProxy;
import io.github.ocimaven.registry.jib.failure.UploadLost;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.http.client.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Decides which failures are transient, so that another attempt makes sense. */
public final class TransientFailures implements RequestFailure.Cases<Optional<Transience>> {

  private static final TransientFailures CASES = new TransientFailures();

  private TransientFailures() {}

  /** Returns when another attempt makes sense, or null if it would not help. */
  public static @Nullable Transience of(RequestFailure failure) {
    return failure.match(CASES).orElse(null);
  }

  @Override
  public Optional<Transience> refused(Refused failure) {
    return ofStatus(failure.status(), "", failure.response().retryAfter());
  }

  @Override
  public Optional<Transience> uploadLost(UploadLost failure) {
    return passing(Kind.PASSING, "the upload was lost, " + failure.status());
  }

  @Override
  public Optional<Transience> invalidResponse(InvalidResponse failure) {
    return Optional.empty();
  }

  @Override
  public Optional<Transience> notARegistry(NotARegistry failure) {
    return Optional.empty();
  }

  @Override
  public Optional<Transience> noToken(NoToken failure) {
    NoResponse silence = failure.silence();
    return silence == null
        ? ofStatus(failure.status(), "the token service's ", failure.retryAfter())
        : noResponse(silence);
  }

  /** A proxy that can't reach the registry responds with the same statuses. */
  @Override
  public Optional<Transience> stoppedByProxy(StoppedByProxy failure) {
    NoResponse.Kind unreachable = failure.unreachable();
    if (unreachable != null) {
      return ofKind(unreachable);
    }
    return Statuses.isPassing(failure.status())
        ? passing(Kind.ABSENT, "the proxy's " + failure.status())
        : Optional.empty();
  }

  @Override
  public Optional<Transience> blocked(Blocked failure) {
    return Optional.empty();
  }

  @Override
  public Optional<Transience> noResponse(NoResponse failure) {
    return ofKind(failure.kind());
  }

  private static Optional<Transience> ofKind(NoResponse.Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST -> passing(Kind.ABSENT, "unknown host");
      case CONNECT_TIMEOUT -> passing(Kind.PASSING, "no connection in time");
      case NO_CONNECTION -> passing(Kind.ABSENT, "no connection");
      case SILENCE -> passing(Kind.PASSING, "no response in time");
      case TLS_REFUSED -> Optional.empty();
      // If it never worked, it is more likely that the two sides are incompatible.
      case HANDSHAKE_BROKEN -> passing(Kind.ABSENT, "TLS handshake broken off");
      case HUNG_UP, BROKEN -> passing(Kind.PASSING, "connection broken");
      case MALFORMED -> passing(Kind.PASSING, "malformed response");
      case FAILED -> passing(Kind.PASSING, "connection failed");
    };
  }

  private static Optional<Transience> passing(Kind kind, String symptom) {
    return Optional.of(new Transience(kind, symptom));
  }

  private static Optional<Transience> ofStatus(
      int status, String whose, @Nullable String retryAfter) {
    if (!Statuses.isPassing(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new Transience(
            Statuses.isOverload(status) ? Kind.OVERLOADED : Kind.PASSING,
            whose + status,
            retryAfter == null ? null : delay(retryAfter)));
  }

  /** Parses {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
  private static @Nullable Duration delay(String retryAfter) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    Date date = DateUtils.parseDate(retryAfter);
    if (date == null) {
      return null;
    }
    Duration delay = Duration.between(Instant.now(), date.toInstant());
    return delay.isNegative() ? Duration.ZERO : delay;
  }
}
