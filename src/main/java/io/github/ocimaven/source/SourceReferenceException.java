package io.github.ocimaven.source;

import static java.util.stream.Collectors.joining;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The source reference does not identify exactly one image. */
public final class SourceReferenceException extends PushException {

  private static final long serialVersionUID = 1L;

  /** How many names the message lists. */
  private static final int MAX_NAMES = 50;

  private final transient List<String> available;

  /**
   * An image in a source.
   *
   * @param reference a value for {@code sourceReference} that selects it
   * @param what what it is, for example {@code image of linux/amd64}; may be empty
   */
  public record Choice(String reference, String what) {

    @Override
    public String toString() {
      return what.isEmpty() ? reference : reference + " (" + what + ")";
    }
  }

  /**
   * Creates the exception from the images that the source contains.
   *
   * @param source the source's path
   * @param wanted the {@code sourceReference}, or null if it is not set
   * @param available the images in the source, each as a value for {@code sourceReference}
   */
  public SourceReferenceException(String source, @Nullable String wanted, List<String> available) {
    this(available.stream().map(name -> new Choice(name, "")).toList(), source, wanted);
  }

  private SourceReferenceException(List<Choice> choices, String source, @Nullable String wanted) {
    super(message(source, wanted, choices), null);
    this.available = choices.stream().map(Choice::reference).toList();
  }

  /**
   * Creates the exception from the images that the source contains, and what each of them is.
   *
   * @param source the source's path
   * @param wanted the {@code sourceReference}, or null if it is not set
   * @param choices the images in the source
   */
  public static SourceReferenceException of(
      String source, @Nullable String wanted, List<Choice> choices) {
    return new SourceReferenceException(choices, source, wanted);
  }

  private static String message(String source, @Nullable String wanted, List<Choice> choices) {
    if (choices.isEmpty()) {
      return "Cannot find an image in "
          + source
          + ": it contains no images; build the image again, or set 'source' to another path";
    }
    String reason =
        wanted == null
            ? "it contains several images"
            : "'" + wanted + "' does not identify exactly one image";
    String more =
        choices.size() > MAX_NAMES ? " and " + (choices.size() - MAX_NAMES) + " more" : "";
    String remedy =
        "set 'sourceReference' to one of: "
            + choices.stream().limit(MAX_NAMES).map(Choice::toString).collect(joining(", "))
            + more
            + (wanted == null && isLikeAnEarlierOne(choices)
                ? "; if an earlier build wrote one of them, delete "
                    + source
                    + " before each build, because tools add to it"
                : "");
    String text = "Cannot tell which image in " + source + " is meant: " + reason + "; " + remedy;
    return ForeignText.printable(text);
  }

  /** Returns whether two images without names are of the same kind and platform. */
  private static boolean isLikeAnEarlierOne(List<Choice> choices) {
    Set<String> seen = new HashSet<>();
    return choices.stream()
        .filter(choice -> choice.reference().startsWith("sha256:") && !choice.what().isEmpty())
        .anyMatch(choice -> !seen.add(choice.what()));
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
