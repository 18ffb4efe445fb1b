package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.Platform;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code platforms}. */
public final class Platforms {

  private Platforms() {}

  /**
   * Reads each platform.
   *
   * @param texts the configured values, or null
   * @throws GoalException if one of them is malformed
   */
  public static List<Platform> parse(@Nullable List<String> texts) {
    List<Platform> platforms = new ArrayList<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      try {
        platforms.add(Platform.parse(text));
      } catch (IllegalArgumentException e) {
        throw new GoalException(Topic.PARAMETER, "Cannot use platforms: " + e.getMessage());
      }
    }
    return platforms;
  }
}
