package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.RegistryException.Reason;

/**
 * Why something failed, in words for the user.
 *
 * @param reason the kind of failure
 * @param detail the reason in words, and what to do about it
 */
record Explanation(Reason reason, String detail) {

  /** Returns the same with words before it. */
  Explanation after(String words) {
    return new Explanation(reason, words + detail);
  }

  /**
   * Returns what to do about a status, as it continues a sentence.
   *
   * @param status the HTTP status
   */
  static String remedyFor(int status) {
    if (status >= 300 && status < 400) {
      return ", a redirect that can't be followed; push to the host where it leads, which curl -I"
          + " shows";
    }
    if (status == 429) {
      return ", too many requests; try again later, or with a smaller 'parallelism'";
    }
    return status >= 500
        ? "; try again later, or ask who runs it for the reason in its log"
        : "; mvn -X shows the requests that led there";
  }
}
