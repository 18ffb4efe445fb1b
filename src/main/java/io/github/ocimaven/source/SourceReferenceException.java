package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source reference does not identify exactly one image. */
public final class SourceReferenceException extends PushException {

  private static final long serialVersionUID = 1L;

  /** How many names the message lists. */
  private static final int MAX_NAMES = 50;

  private final transient List<String> available;

  /**
   * Creates the exception from the images that the source contains.
   *
   * @param source the source's path
   * @param wanted the {@code sourceReference}, or null if it is not set
   * @param available the images in the source, each as a value for {@code sourceReference}
   */
  public SourceReferenceException(String source, @Nullable String wanted, List<String> available) {
    super(message(source, wanted, available), null);
    this.available = List.copyOf(available);
  }

  private static String message(String source, @Nullable String wanted, List<String> available) {
    if (available.isEmpty()) {
      return "Cannot find an image in "
          + source
          + ": it contains no images; build the image again, or set 'source' to another path";
    }
    String reason =
        wanted == null
            ? "it contains several images"
            : "'" + wanted + "' does not identify exactly one image";
    String more =
        available.size() > MAX_NAMES ? " and " + (available.size() - MAX_NAMES) + " more" : "";
    String remedy =
        "set 'sourceReference' to one of: "
            + String.join(", ", available.stream().limit(MAX_NAMES).toList())
            + more;
    String text = "Cannot tell which image in " + source + " is meant: " + reason + "; " + remedy;
    return ForeignText.printable(text);
  }

  /** Returns the images in the source, each as a value for {@code sourceReference}. */
  public List<String> available() {
    return available;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
