package io.github.ocimaven.registry.jib.failure;

import java.util.Set;

/** What an HTTP status says about another attempt. */
public final class Statuses {

  /** Responses of servers, and of proxies in front of them, to temporary problems. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private Statuses() {}

  /** Returns whether another attempt may succeed after this status. */
  public static boolean isPassing(int status) {
    return PASSING.contains(status);
  }

  /** Returns whether a status means that the server is overloaded. */
  public static boolean isOverload(int status) {
    return status == 429 || status == 503;
  }
}
