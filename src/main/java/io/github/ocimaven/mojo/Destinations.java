package io.github.ocimaven.mojo;

import io.github.ocimaven.model.InvalidReferenceException;
import io.github.ocimaven.model.Reference;
import io.github.ocimaven.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Makes targets of the parameters {@code image}, {@code images} and {@code tags}. */
final class Destinations {

  private Destinations() {}

  /**
   * Reads the parameters.
   *
   * @param image one destination, or null
   * @param images more destinations, or null
   * @param tags more tags for each, or null
   * @param defaultTag the tag of a destination that names none
   * @return one target or more
   * @throws MojoFailureException if there is no destination
   * @throws InvalidReferenceException if one is malformed
   */
  static List<Target> parse(
      @Nullable String image,
      @Nullable List<String> images,
      @Nullable List<String> tags,
      String defaultTag)
      throws MojoFailureException {
    List<Target> targets =
        Stream.concat(Stream.ofNullable(image), orEmpty(images))
            .filter(text -> text != null && !text.isBlank())
            .map(text -> target(text.strip(), tags, defaultTag))
            .distinct()
            .toList();
    if (targets.isEmpty()) {
      throw new MojoFailureException(
          "Cannot push: no destination is given; set 'image' in the plugin's configuration, or"
              + " -Doci.image=HOST[:PORT]/REPOSITORY[:TAG], for example"
              + " -Doci.image=ghcr.io/acme/app:1.0");
    }
    return targets;
  }

  private static Target target(String text, @Nullable List<String> tags, String defaultTag) {
    Reference reference = Reference.parse(text);
    List<String> all = new ArrayList<>();
    all.add(Objects.requireNonNullElse(reference.tag(), defaultTag));
    orEmpty(tags).filter(tag -> tag != null && !tag.isBlank()).forEach(tag -> all.add(tag.strip()));
    return new Target(reference.registry(), reference.repository(), all);
  }

  private static Stream<String> orEmpty(@Nullable List<String> values) {
    return values == null ? Stream.empty() : values.stream();
  }
}
