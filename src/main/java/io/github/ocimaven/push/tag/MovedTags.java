package io.github.ocimaven.push.tag;

import io.github.ocimaven.model.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tags that a push has moved, for the message if it fails afterwards. */
public final class MovedTags {

  private final boolean severalTargets;
  private final List<String> tags = new CopyOnWriteArrayList<>();

  /**
   * Creates an empty collection.
   *
   * @param severalTargets whether a tag's name alone would be ambiguous
   */
  public MovedTags(boolean severalTargets) {
    this.severalTargets = severalTargets;
  }

  /** Adds a tag that now names the image and did not before. */
  public void add(Target target, String tag) {
    tags.add(severalTargets ? target.reference(tag) : tag);
  }

  public boolean isEmpty() {
    return tags.isEmpty();
  }

  /** Returns a phrase that lists the moved tags, for example {@code no tag was moved}. */
  public String inWords() {
    return switch (tags.size()) {
      case 0 -> "no tag was moved";
      case 1 -> "the tag " + tags.get(0) + " was moved already";
      default -> "the tags " + String.join(", ", tags) + " were moved already";
    };
  }
}
