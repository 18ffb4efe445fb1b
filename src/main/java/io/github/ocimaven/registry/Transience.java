package io.github.ocimaven.registry;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a failure may pass, so that another attempt makes sense.
 *
 * @param kind under which condition it does
 * @param symptom what was seen, in a few words: {@code 503}, {@code connection reset}
 * @param retryAfter for how long the registry asks to be left alone, or null where it does not say
 */
public record Transience(Kind kind, String symptom, @Nullable Duration retryAfter)
    implements Serializable {

  /** When another attempt makes sense. */
  public enum Kind {
    /**
     * Nobody is there. That passes where somebody was there before, and is a wrong name or port
     * otherwise.
     */
    ABSENT,
    /** The registry has too much to do: fewer requests at once help, too. */
    OVERLOADED,
    /** In any case. */
    PASSING
  }

  /**
   * A failure without a wish of the registry's.
   *
   * @param kind under which condition it passes
   * @param symptom what was seen, in a few words
   */
  public Transience(Kind kind, String symptom) {
    this(kind, symptom, null);
  }
}
