package io.github.ocimaven.registry.jib;

/** An answer is none that the protocol allows. Another attempt would get the same. */
final class BadAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with it.
   *
   * @param message continues a sentence, and quotes no URL
   */
  BadAnswerException(String message) {
    super(message);
  }
}
