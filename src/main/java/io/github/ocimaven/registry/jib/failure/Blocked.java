package io.github.ocimaven.registry.jib.failure;

/** A request that was not sent because this plugin forbids its destination. */
public final class Blocked extends RequestFailure {

  private static final long serialVersionUID = 1L;

  /**
   * An exception of a type that a library's extension point allows, to carry the failure through
   * that library.
   */
  public interface Carrier {

    /** Returns the failure. */
    Blocked blocked();
  }

  /**
   * Creates a failure.
   *
   * @param message what was forbidden, why, and what to do about it
   */
  public Blocked(String message) {
    super(message, null);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.blocked(this);
  }
}
