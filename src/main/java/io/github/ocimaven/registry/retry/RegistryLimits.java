package io.github.ocimaven.registry.retry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many operations may be in flight with each registry. What one push has learnt of a registry
 * that has too much to do holds for all that share this.
 */
public final class RegistryLimits {

  private final Map<String, AdaptiveLimit> limits = new ConcurrentHashMap<>();

  /**
   * Returns a registry's limit.
   *
   * @param registry {@code HOST[:PORT]}
   * @param most how many operations there may be in the best of times, 1 or more; the largest
   *     number that anybody asks for holds for all
   */
  AdaptiveLimit of(String registry, int most) {
    AdaptiveLimit limit = limits.computeIfAbsent(registry, name -> new AdaptiveLimit(most));
    limit.widen(most);
    return limit;
  }
}
