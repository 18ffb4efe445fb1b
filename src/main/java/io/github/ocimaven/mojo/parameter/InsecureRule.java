package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.InvalidReferenceException;
import io.github.ocimaven.model.Reference;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For which registries plain HTTP and unverified certificates will do.
 *
 * @param registries the registries, {@code HOST[:PORT]}, in lower case
 */
public record InsecureRule(Set<String> registries) {

  /** Copies the set. */
  public InsecureRule {
    registries = Set.copyOf(registries);
  }

  /**
   * Reads the parameter {@code insecure}.
   *
   * @param text {@code true}, {@code false}, or registries separated by commas
   * @param targets the destinations
   * @throws GoalException if it is none of these
   */
  public static InsecureRule parse(@Nullable String text, List<Target> targets) {
    Set<String> destinations =
        targets.stream()
            .map(target -> target.registry().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String value = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    if (value.equals("true")) {
      return new InsecureRule(destinations);
    }
    if (value.equals("false") || value.isEmpty()) {
      return new InsecureRule(Set.of());
    }
    Set<String> named = Arrays.stream(value.split("\\s*,\\s*")).collect(Collectors.toSet());
    for (String registry : named) {
      requireRegistry(text, registry);
    }
    return new InsecureRule(named);
  }

  /** One that is no destination may be another module's; but a slip of the pen is no registry. */
  private static void requireRegistry(@Nullable String text, String registry) {
    if (!isRegistry(registry)) {
      throw new GoalException(
          Topic.PARAMETER,
          "Cannot understand insecure '"
              + text
              + "'; it is true, false, or the registries (HOST[:PORT], separated by commas) for"
              + " which plain HTTP and unverified certificates will do");
    }
  }

  private static boolean isRegistry(String text) {
    try {
      Reference.parse(text + "/any");
      return text.indexOf('/') < 0;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  /** Tells whether it is so for a destination. */
  public boolean applies(Target target) {
    return registries.contains(target.registry().toLowerCase(Locale.ROOT));
  }
}
