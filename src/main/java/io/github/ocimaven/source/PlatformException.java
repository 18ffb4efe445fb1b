package io.github.ocimaven.source;

import io.github.ocimaven.model.Platform;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import java.util.List;

/** The image lacks a requested platform. */
public final class PlatformException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient List<Platform> missing;

  /**
   * Creates the exception from the missing and the available platforms.
   *
   * @param source the source's path
   * @param missing the platforms that it lacks
   * @param available what it has, each as text for the message
   */
  public PlatformException(String source, List<Platform> missing, List<String> available) {
    super(
        ForeignText.printable(
            "Cannot push "
                + source
                + " for "
                + String.join(", ", missing.stream().map(Platform::toString).toList())
                + ": it is available for "
                + (available.isEmpty() ? "no platform" : String.join(", ", available))
                + "; build the image for the missing platform, or remove it from 'platforms'"),
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
