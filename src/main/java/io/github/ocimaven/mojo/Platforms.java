package io.github.ocimaven.mojo;

import io.github.ocimaven.model.Platform;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code platforms}. */
final class Platforms {

  private Platforms() {}

  /**
   * Reads each platform.
   *
   * @param texts as in the configuration, or null
   * @return the platforms, none where none are configured
   * @throws MojoFailureException if one of them is malformed
   */
  static List<Platform> parse(@Nullable List<String> texts) throws MojoFailureException {
    List<Platform> platforms = new ArrayList<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      try {
        platforms.add(Platform.parse(text));
      } catch (IllegalArgumentException e) {
        throw new MojoFailureException("Cannot use platforms: " + e.getMessage());
      }
    }
    return platforms;
  }
}
