package io.github.ocimaven.source;

import io.github.ocimaven.model.Platform;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import java.util.List;

/** An image is not there for a platform that was asked for. */
public final class PlatformException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient List<Platform> missing;

  /**
   * Names the platforms.
   *
   * @param source the source's path
   * @param missing the platforms that it lacks
   * @param available what it has, each for the message
   */
  public PlatformException(String source, List<Platform> missing, List<String> available) {
    super(
        ForeignText.printable(
            "Cannot push "
                + source
                + " for "
                + String.join(", ", missing.stream().map(Platform::toString).toList())
                + ": it is there for "
                + (available.isEmpty() ? "no platform" : String.join(", ", available))
                + "; build the image for the platform that is missing, or leave it out of"
                + " 'platforms'"),
        null);
    this.missing = List.copyOf(missing);
  }

  /** Returns the platforms that the source lacks. */
  public List<Platform> missing() {
    return missing;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
