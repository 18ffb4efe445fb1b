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
 * The registries for which plain HTTP and untrusted certificates are allowed.
 *
 * @param registries the registries, {@code HOST[:PORT]}, in lower case
 */
public record InsecureRule(Set<String> registries) {

  public InsecureRule {
    registries = Set.copyOf(registries);
  }

  /**
   * Reads the parameter {@code insecure}.
   *
   * @param text {@code true}, {@code false}, or registries separated by commas
   * @param targets the destinations, which {@code true} stands for
   * @throws GoalException if the text is malformed
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

  /**
   * Accepts a registry that is not a destination, since another module may use it, but not a typo.
   */
  private static void requireRegistry(@Nullable String text, String registry) {
    if (!isRegistry(registry)) {
      throw new GoalException(
          Topic.PARAMETER,
          "Cannot understand insecure '"
              + text
              + "'; it is true, false, or the registries (HOST[:PORT], separated by commas) for"
              + " which plain HTTP and untrusted certificates are allowed");
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

  /** Returns whether plain HTTP and untrusted certificates are allowed for a destination. */
  public boolean applies(Target target) {
    return registries.contains(target.registry().toLowerCase(Locale.ROOT));
  }
}
