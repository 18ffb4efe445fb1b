package io.github.ocimaven.registry.retry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits of the operations in flight, one per registry. All pushes that share this object share
 * what they learn about an overloaded registry.
 */
public final class RegistryLimits {

  private final Map<String, AdaptiveLimit> limits = new ConcurrentHashMap<>();

  /**
   * Returns a registry's limit.
   *
   * @param registry {@code HOST[:PORT]}
   * @param most the maximum number of operations without overload, 1 or more; the largest number
   *     requested applies to all
   */
  AdaptiveLimit of(String registry, int most) {
    AdaptiveLimit limit = limits.computeIfAbsent(registry, name -> new AdaptiveLimit(most));
    limit.widen(most);
    return limit;
  }
}
