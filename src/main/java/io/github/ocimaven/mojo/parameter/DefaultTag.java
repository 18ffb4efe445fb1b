package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tag of a destination without one. A version may hold characters that a tag can't, such as the
 * {@code +} of a semantic version; {@code _} replaces them, as Helm does with a chart's version.
 */
public final class DefaultTag {

  private static final String LATEST = "latest";

  private final @Nullable String version;
  private final Consumer<String> log;
  private boolean isTold;

  /**
   * Creates a default tag.
   *
   * @param version the project's version, or null without a project
   * @param log receives a line if the tag differs from the version, and is used
   */
  public DefaultTag(@Nullable String version, Consumer<String> log) {
    this.version = version;
    this.log = log;
  }

  /**
   * Returns the tag for a destination.
   *
   * @throws InvalidTagException if the version is too long for a tag
   */
  String use() {
    if (version == null) {
      return LATEST;
    }
    String tag = of(version);
    if (!Reference.isTag(tag)) {
      throw new InvalidTagException(
          tag, "the project's version, which is the tag if 'image' has none");
    }
    if (!tag.equals(version) && !isTold) {
      isTold = true;
      log.accept("The project's version " + version + " is not a valid tag; the tag is " + tag);
    }
    return tag;
  }

  /**
   * Returns the text of the tag for a version. It is not cut, because two versions could then
   * become one tag.
   */
  public static String of(String version) {
    return version.length() > Reference.MAX_TAG_LENGTH ? version : Reference.similarTag(version);
  }
}
