package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source holds several images, or none by the name that was asked for. */
public final class SourceReferenceException extends PushException {

  private static final long serialVersionUID = 1L;

  /** How many names the message lists. */
  private static final int MAX_NAMES = 50;

  private final transient List<String> available;

  /**
   * Names what is there.
   *
   * @param source the source's path
   * @param wanted the {@code sourceReference}, or null where none was given
   * @param available the images that it holds, each as a value for {@code sourceReference}
   */
  public SourceReferenceException(String source, @Nullable String wanted, List<String> available) {
    super(message(source, wanted, available), null);
    this.available = List.copyOf(available);
  }

  private static String message(String source, @Nullable String wanted, List<String> available) {
    if (available.isEmpty()) {
      return "Cannot find an image in "
          + source
          + ": it holds none; build the image again, or set 'source' to another"
          + " one";
    }
    String reason =
        wanted == null ? "it holds several images" : "it holds no single image '" + wanted + "'";
    String more =
        available.size() > MAX_NAMES ? " and " + (available.size() - MAX_NAMES) + " more" : "";
    String remedy =
        "set 'sourceReference' to one of: "
            + String.join(", ", available.stream().limit(MAX_NAMES).toList())
            + more;
    String text = "Cannot tell which image of " + source + " is meant: " + reason + "; " + remedy;
    return ForeignText.printable(text);
  }

  /** Returns the images that the source holds, each as a value for {@code sourceReference}. */
  public List<String> available() {
    return available;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
