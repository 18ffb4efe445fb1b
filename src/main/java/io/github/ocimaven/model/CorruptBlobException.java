package io.github.ocimaven.model;

import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A blob's bytes do not match its descriptor. The push fails. */
public final class CorruptBlobException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient Descriptor expected;
  private final String location;

  /**
   * Creates the exception from what was found.
   *
   * @param location the blob's location
   * @param expected its descriptor
   * @param found what was found instead, for example another digest
   * @param cause the failure to read it, or null
   */
  public CorruptBlobException(
      String location, Descriptor expected, String found, @Nullable Throwable cause) {
    super(
        "Cannot send blob "
            + ForeignText.printable(location)
            + ": it has "
            + ForeignText.printable(found)
            + ", but its descriptor says "
            + expected.digest()
            + " with "
            + expected.size()
            + " bytes; the tag was not moved, build the image again",
        cause);
    this.expected = expected;
    this.location = location;
  }

  /**
   * The blob can't be read.
   *
   * @param location the blob's location
   * @param expected its descriptor
   * @param cause the failure to read it
   */
  public static CorruptBlobException unreadable(
      String location, Descriptor expected, IOException cause) {
    String found = "bytes that can't be read (" + IoFailure.explain(cause) + ")";
    return new CorruptBlobException(location, expected, found, cause);
  }

  /** Returns the blob's descriptor. */
  public Descriptor expected() {
    return expected;
  }

  /** Returns the blob's location. */
  public String location() {
    return location;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
