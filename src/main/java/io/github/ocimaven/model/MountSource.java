package io.github.ocimaven.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository that may have blobs that a destination on the same registry lacks.
 *
 * @param registry {@code HOST[:PORT]}, or null for the destination's registry
 * @param repository for example {@code acme/base}
 */
public record MountSource(@Nullable String registry, String repository) {

  /** Stands for any registry except Docker Hub, the only one with short names. */
  private static final String ANY = "localhost";

  /**
   * Checks the parts.
   *
   * @throws InvalidReferenceException if a part is not allowed
   */
  public MountSource {
    Reference checked = new Reference(registry == null ? ANY : registry, repository, null);
    registry = registry == null ? null : checked.registry();
    repository = checked.repository();
  }

  /**
   * Parses {@code REPOSITORY} or {@code HOST[:PORT]/REPOSITORY}. As in Docker, the part before the
   * first slash is a host if it contains a dot or a colon, or is {@code localhost}.
   *
   * @param text for example {@code acme/base} or {@code ghcr.io/acme/base}
   * @throws IllegalArgumentException if the text is of neither form
   */
  public static MountSource parse(String text) {
    int slash = text.indexOf('/');
    String first = text.substring(0, Math.max(0, slash));
    try {
      return Reference.isHost(first)
          ? new MountSource(first, text.substring(slash + 1))
          : new MountSource(null, text);
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException(
          "the "
              + e.part()
              + " of '"
              + text
              + "' is not valid; write REPOSITORY or HOST[:PORT]/REPOSITORY, without scheme, tag and"
              + " digest, for example acme/base or ghcr.io/acme/base",
          e);
    }
  }

  /**
   * Returns the repositories from which blobs may be mounted for a destination.
   *
   * @param target the destination
   * @param sources all mount sources
   * @return names of repositories on the destination's registry, each once, except its own
   */
  public static List<String> of(Target target, List<MountSource> sources) {
    return sources.stream()
        .filter(source -> source.registry == null || source.registry.equals(target.registry()))
        .map(source -> new Reference(target.registry(), source.repository, null).repository())
        .filter(repository -> !repository.equals(target.repository()))
        .distinct()
        .toList();
  }
}
