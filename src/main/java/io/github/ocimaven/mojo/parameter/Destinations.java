package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.InvalidReferenceException;
import io.github.ocimaven.model.Reference;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the parameters {@code image}, {@code images} and {@code tags} into targets. */
public final class Destinations {

  private Destinations() {}

  /**
   * Reads the parameters.
   *
   * @param image one destination, or null
   * @param images more destinations, or null
   * @param tags more tags for each, or null
   * @param defaultTag the tag of a destination without one
   * @return one target or more
   * @throws GoalException if no destination is given
   * @throws InvalidReferenceException if a destination is malformed
   * @throws InvalidTagException if a tag is malformed
   */
  public static List<Target> parse(
      @Nullable String image,
      @Nullable List<String> images,
      @Nullable List<String> tags,
      DefaultTag defaultTag) {
    List<Target> targets =
        Stream.concat(Stream.ofNullable(image), orEmpty(images))
            .filter(text -> text != null && !text.isBlank())
            .map(text -> target(text.strip(), tags, defaultTag))
            .distinct()
            .toList();
    if (targets.isEmpty()) {
      throw new GoalException(
          Topic.NO_DESTINATION,
          "Cannot push: no destination is given; set 'image' in the plugin's configuration, or"
              + " -Doci.image=HOST[:PORT]/REPOSITORY[:TAG], for example"
              + " -Doci.image=ghcr.io/acme/app:1.0");
    }
    return targets;
  }

  private static Target target(String text, @Nullable List<String> tags, DefaultTag defaultTag) {
    Reference reference = Reference.parse(text);
    List<String> all = new ArrayList<>();
    String own = reference.tag();
    all.add(own == null ? defaultTag.use() : own);
    orEmpty(tags)
        .filter(tag -> tag != null && !tag.isBlank())
        .forEach(tag -> all.add(require(tag.strip(), "a value of 'tags'")));
    return new Target(reference.registry(), reference.repository(), all);
  }

  private static String require(String tag, String origin) {
    if (!Reference.isTag(tag)) {
      throw new InvalidTagException(tag, origin);
    }
    return tag;
  }

  private static Stream<String> orEmpty(@Nullable List<String> values) {
    return values == null ? Stream.empty() : values.stream();
  }
}
