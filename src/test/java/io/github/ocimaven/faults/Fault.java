package io.github.ocimaven.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Something that goes wrong with a request.
 *
 * @param name what the table calls it
 * @param kind what a push can do about it
 * @param status the status of the answer, or 0 where there is none or it is the registry's
 * @param applies at which steps it can happen
 * @param effect does it
 */
record Fault(String name, Kind kind, int status, Predicate<Step> applies, Effect effect) {

  static final String HALF_CLOSE = "half-close";

  /** For how long a push waits for silence that is on purpose. */
  static final Duration SHORT_TIMEOUT = Duration.ofMillis(400);

  /** For how long it waits otherwise: so long that a busy machine is not taken for a fault. */
  private static final Duration LONG_TIMEOUT = Duration.ofSeconds(10);

  /** What a push can do about a fault. */
  enum Kind {
    /** A status that another attempt may change. */
    RETRYABLE_STATUS,
    /** A status that no attempt will change. */
    FINAL_STATUS,
    /** The connection ends, and the registry has not done what it was asked to. */
    BROKEN,
    /** The connection ends, and the registry has done it. */
    ANSWER_LOST,
    /** The connection ends within the answer, and the registry has done it. */
    ANSWER_CUT,
    /** Nothing comes, and the registry has not done it. */
    SILENCE,
    /** Nothing, or not all, comes, and the registry has done it. */
    ANSWER_STUCK,
    /** The answer's body is whole for HTTP, and shorter than what the registry said. */
    SHORTENED,
    /** A web page with the status of success. */
    WEB_PAGE,
    /** The answer claims that something else was stored. */
    OTHER_DIGEST,
    /** The answer does not say where it goes on. */
    NO_LOCATION,
    /** The registry does not know the upload any more. */
    SESSION_LOST,
    /** The registry does not know a manifest that an index names. */
    CHILD_LOST,
    /** Sent on to another host. */
    REDIRECT,
    /** The protocol allows it. */
    HARMLESS
  }

  /** Does something else with a request than to pass it on and to pass the answer back. */
  @FunctionalInterface
  interface Effect {
    void strike(Exchange exchange) throws IOException;
  }

  /** For how long a push that meets this fault waits for a silent registry. */
  Duration timeout() {
    return switch (kind) {
      case SILENCE, ANSWER_STUCK, SHORTENED -> SHORT_TIMEOUT;
      case HARMLESS -> name.contains("slow") ? SHORT_TIMEOUT : LONG_TIMEOUT;
      default -> LONG_TIMEOUT;
    };
  }

  /** Whether the server ends the connection where an answer should be. */
  boolean isQuietEnd() {
    return name.equals(HALF_CLOSE);
  }

  @Override
  public String toString() {
    return name;
  }
}
