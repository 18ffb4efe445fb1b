package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.RegistryException.Reason;

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
}
