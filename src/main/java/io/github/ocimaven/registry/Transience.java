package io.github.ocimaven.registry;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Marks a failure as transient, so that another attempt makes sense.
 *
 * @param symptom what was seen, in a few words: {@code 503}, {@code connection reset}
 * @param retryAfter how long the registry asks clients to wait, or null if it does not say
 */
public record Transience(Kind kind, String symptom, @Nullable Duration retryAfter)
    implements Serializable {

  /** When another attempt makes sense. */
  public enum Kind {
    /**
     * The server is not there. Another attempt makes sense if it was there before; otherwise the
     * name or port is wrong.
     */
    ABSENT,
    /** The registry is overloaded. Fewer concurrent requests help as well. */
    OVERLOADED,
    /** Always. */
    PASSING
  }

  /** Holds back the requests to a host that limits them, those of other pushes included. */
  @FunctionalInterface
  public interface Gate {

    /**
     * Closes the gate after the host has refused a request. Later on, fewer requests per second are
     * sent.
     *
     * @param delay for how long no request is sent, unless an earlier refusal has begun a pause
     * @param asked how long the host asks clients to wait, by which a pause is extended if need be
     * @param maxDelay the maximum time between two requests after the pause
     */
    Pause close(Duration delay, Duration asked, Duration maxDelay);
  }

  /**
   * A pause of all requests to a host.
   *
   * @param host {@code HOST[:PORT]}
   * @param begins false if an earlier refusal has begun the pause
   * @param left the time until the next request is sent
   * @param added by how much the latest refusal has prolonged the pause
   */
  public record Pause(String host, boolean begins, Duration left, Duration added) {}

  /**
   * Creates a transience without {@code Retry-After}.
   *
   * @param symptom what was seen, in a few words
   */
  public Transience(Kind kind, String symptom) {
    this(kind, symptom, null);
  }
}
