package io.github.ocimaven.registry.jib.failure;

import java.util.Set;

/** What an HTTP status says about another attempt. */
public final class Statuses {

  /** What servers and the proxies before them answer when they can't at the moment. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private Statuses() {}

  /** Tells whether a status says that another attempt may succeed. */
  public static boolean isPassing(int status) {
    return PASSING.contains(status);
  }

  /** Tells whether a status says that there is too much to do. */
  public static boolean isOverload(int status) {
    return status == 429 || status == 503;
  }
}
