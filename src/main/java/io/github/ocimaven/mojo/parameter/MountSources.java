package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.MountSource;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code mountFrom}. */
public final class MountSources {

  private MountSources() {}

  /**
   * Reads each repository.
   *
   * @param texts the configured values, or null
   * @throws GoalException if one of them is malformed
   */
  public static List<MountSource> parse(@Nullable List<String> texts) {
    List<MountSource> sources = new ArrayList<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      // Maven passes null for an empty element.
      if (text != null && !text.isBlank()) {
        try {
          sources.add(MountSource.parse(text.strip()));
        } catch (IllegalArgumentException e) {
          throw new GoalException(Topic.PARAMETER, "Cannot use mountFrom: " + e.getMessage());
        }
      }
    }
    return sources;
  }
}
