package io.github.ocimaven.push;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import java.util.List;
import java.util.stream.Collectors;

/** Neither the source nor the repository has some of the image's blobs. */
public final class MissingBlobException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient List<Descriptor> missing;

  /**
   * Creates an exception.
   *
   * @param source the source's path
   * @param target the destination that lacks the blobs, too
   * @param missing one descriptor or more
   */
  public MissingBlobException(String source, Target target, List<Descriptor> missing) {
    super(
        "Cannot push "
            + source
            + " to "
            + target
            + ": "
            + (missing.size() == 1 ? "a blob is" : missing.size() + " blobs are")
            + " neither in the source nor in the repository; nothing was sent there; build the"
            + " image again with all its layers:"
            + missing.stream()
                .map(blob -> "\n  " + blob.digest() + " (" + blob.mediaType() + ")")
                .collect(Collectors.joining()),
        null);
    this.missing = List.copyOf(missing);
  }

  /** Returns the blobs that are missing. */
  public List<Descriptor> missing() {
    return missing;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
