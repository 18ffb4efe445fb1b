package io.github.ocimaven.model;

/** A destination is not of the form {@code HOST[:PORT]/REPOSITORY[:TAG]}. */
public final class InvalidReferenceException extends PushException {

  private static final long serialVersionUID = 1L;

  private final String part;
  private final String value;
  private final String allowed;

  /**
   * Creates the exception from the invalid part.
   *
   * @param value the text of that part
   * @param part its name, for example {@code tag}
   * @param allowed a description of what is allowed
   */
  public InvalidReferenceException(String value, String part, String allowed) {
    this(value, value, part, allowed);
  }

  private InvalidReferenceException(String text, String value, String part, String allowed) {
    super(message(text, value, part, allowed), null);
    this.part = part;
    this.value = value;
    this.allowed = allowed;
  }

  private static String message(String text, String value, String part, String allowed) {
    String subject = value.isEmpty() || value.equals(text) ? "its " + part : part(part, value);
    return "Cannot push to '"
        + text
        + "': "
        + subject
        + (value.isEmpty() ? " is empty" : " is not valid")
        + "; allowed: "
        + allowed
        + ". Write HOST[:PORT]/REPOSITORY[:TAG], for example ghcr.io/acme/app:1.0";
  }

  private static String part(String part, String value) {
    return "its " + part + " '" + value + "'";
  }

  /**
   * Returns a copy with the whole reference as the subject of its message.
   *
   * @param reference the text that contains the part
   */
  InvalidReferenceException in(String reference) {
    return new InvalidReferenceException(reference, value, part, allowed);
  }

  /** Returns the name of the invalid part, for example {@code tag}. */
  public String part() {
    return part;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
