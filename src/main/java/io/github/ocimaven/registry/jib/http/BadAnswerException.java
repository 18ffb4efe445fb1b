package io.github.ocimaven.registry.jib.http;

import java.io.IOException;

/** An answer is none that the protocol allows. Another attempt would get the same. */
public final class BadAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with it.
   *
   * @param message continues a sentence, and quotes no URL
   */
  public BadAnswerException(String message) {
    super(message);
  }
}
