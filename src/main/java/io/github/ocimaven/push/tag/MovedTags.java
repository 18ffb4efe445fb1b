package io.github.ocimaven.push.tag;

import io.github.ocimaven.model.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tags that a push has moved, for the error that may end it nevertheless. */
public final class MovedTags {

  private final boolean severalTargets;
  private final List<String> tags = new CopyOnWriteArrayList<>();

  /**
   * Knows of none.
   *
   * @param severalTargets whether a tag alone would not tell which one is meant
   */
  public MovedTags(boolean severalTargets) {
    this.severalTargets = severalTargets;
  }

  /** A tag names the image now, which it did not before. */
  public void add(Target target, String tag) {
    tags.add(severalTargets ? target.reference(tag) : tag);
  }

  public boolean isEmpty() {
    return tags.isEmpty();
  }

  /** Returns which tags were moved, {@code no tag was moved} where there is none. */
  public String inWords() {
    return switch (tags.size()) {
      case 0 -> "no tag was moved";
      case 1 -> "the tag " + tags.get(0) + " was moved already";
      default -> "the tags " + String.join(", ", tags) + " were moved already";
    };
  }
}
