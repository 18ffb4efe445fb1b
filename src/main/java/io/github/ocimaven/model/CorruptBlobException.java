package io.github.ocimaven.model;

import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A blob's bytes are not the ones that its descriptor names, so the push ends. */
public final class CorruptBlobException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient Descriptor expected;
  private final String location;

  /**
   * Says what was found.
   *
   * @param location where the blob lies
   * @param expected what its descriptor says
   * @param found what is there instead, for example another digest
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
   * Says that the blob can't be read.
   *
   * @param location where the blob lies
   * @param expected what its descriptor says
   * @param cause the failure to read it
   */
  public static CorruptBlobException unreadable(
      String location, Descriptor expected, IOException cause) {
    String found = "bytes that can't be read (" + IoFailure.explain(cause) + ")";
    return new CorruptBlobException(location, expected, found, cause);
  }

  /** Returns what the blob's descriptor says. */
  public Descriptor expected() {
    return expected;
  }

  /** Returns where the blob lies. */
  public String location() {
    return location;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
