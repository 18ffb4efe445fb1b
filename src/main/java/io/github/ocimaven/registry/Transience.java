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

  /**
   * Creates a transience without {@code Retry-After}.
   *
   * @param symptom what was seen, in a few words
   */
  public Transience(Kind kind, String symptom) {
    this(kind, symptom, null);
  }
}
