package io.github.ocimaven.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Something that goes wrong with a request.
 *
 * @param name its name in the table
 * @param status the status of the response, or 0 if there is no response or it is the registry's
 * @param applies whether it can happen at a step
 * @param effect makes it happen
 */
record Fault(String name, Kind kind, int status, Predicate<Step> applies, Effect effect) {

  static final String HALF_CLOSE = "half-close";

  /** The timeout of a push if silence is the fault. */
  static final Duration SHORT_TIMEOUT = Duration.ofMillis(400);

  /** The timeout otherwise, so long that a busy machine is not mistaken for a fault. */
  private static final Duration LONG_TIMEOUT = Duration.ofSeconds(10);

  /** What a push can do about a fault. */
  enum Kind {
    /** A status that may change with another attempt. */
    RETRYABLE_STATUS,
    /** A status that no further attempt will change. */
    FINAL_STATUS,
    /** The connection ends, and the registry has not executed the request. */
    BROKEN,
    /** The connection ends, but the registry has executed the request. */
    ANSWER_LOST,
    /** The connection ends within the response, but the registry has executed the request. */
    ANSWER_CUT,
    /** No response arrives, and the registry has not executed the request. */
    SILENCE,
    /** No response or only a part of it arrives, but the registry has executed the request. */
    ANSWER_STUCK,
    /** The response is valid HTTP, but its body is shorter than the one that the registry sent. */
    SHORTENED,
    /** A web page with a success status. */
    WEB_PAGE,
    /** The response has the digest of other content. */
    OTHER_DIGEST,
    /** The response does not say where the upload continues. */
    NO_LOCATION,
    /** The registry no longer knows the upload. */
    SESSION_LOST,
    /** The registry no longer knows a manifest that an index names. */
    CHILD_LOST,
    /** A redirect to another host. */
    REDIRECT,
    /** The protocol allows it. */
    HARMLESS
  }

  /** Handles a request in another way than forwarding it and its response. */
  @FunctionalInterface
  interface Effect {
    void strike(Exchange exchange) throws IOException;
  }

  /** Returns how long a push that meets this fault waits for a silent registry. */
  Duration timeout() {
    return switch (kind) {
      case SILENCE, ANSWER_STUCK, SHORTENED -> SHORT_TIMEOUT;
      case HARMLESS -> name.contains("slow") ? SHORT_TIMEOUT : LONG_TIMEOUT;
      default -> LONG_TIMEOUT;
    };
  }

  /** Returns whether the server closes the connection instead of responding. */
  boolean isQuietEnd() {
    return name.equals(HALF_CLOSE);
  }

  @Override
  public String toString() {
    return name;
  }
}
