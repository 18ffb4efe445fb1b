package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.RegistryException.Reason;

/**
 * Why something failed, in words for the user.
 *
 * @param reason the kind of failure
 * @param detail the reason in words, and what to do about it
 */
record Explanation(Reason reason, String detail) {

  /** Returns the same explanation with a prefix. */
  Explanation after(String words) {
    return new Explanation(reason, words + detail);
  }

  /** Returns what to do about an HTTP status, worded to continue a sentence. */
  static String remedyFor(int status) {
    if (status >= 300 && status < 400) {
      return ", a redirect that can't be followed; push to the host that it leads to, which curl -I"
          + " shows";
    }
    if (status == 429) {
      return ", too many requests; try again later, or with a smaller 'parallelism'";
    }
    return status >= 500
        ? "; try again later, or ask its administrator to check the log"
        : "; mvn -X shows the requests that led to this";
  }
}
