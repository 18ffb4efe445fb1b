package io.github.ocimaven.mojo;

import io.github.ocimaven.model.PushException;

/** Leads from a failure to the page that helps. */
final class Troubleshooting {

  static final String PAGE = "https://ocimaven.github.io/oci-maven-plugin/troubleshooting.html";

  private Troubleshooting() {}

  /** Returns a failure's message with a link to its topic in a line of its own. */
  static String message(PushException failure) {
    return failure.getMessage() + "\nSee " + PAGE + "#" + failure.topic();
  }
}
