package io.github.ocimaven.soak;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each tag may name, after what the pushes said. A push that succeeded has moved its tags. One
 * that failed has moved none, with one exception that no client can avoid: where it had sent the
 * manifest under a tag, and then got no answer that it could believe, the registry may have moved
 * that tag or not. Such a tag is in doubt: it names what it named before, or what that push sent.
 */
final class TagLedger {

  private final Map<Tag, Set<Optional<String>>> allowed = new ConcurrentHashMap<>();
  private final Map<Tag, String> doubted = new ConcurrentHashMap<>();

  /**
   * A tag of the registry. Only one thread pushes to it.
   *
   * @param repository the repository
   * @param name the tag itself
   */
  record Tag(String repository, String name) {}

  /** A push said that the tag now names a digest. */
  void moved(Tag tag, String digest) {
    allowed.put(tag, Set.of(Optional.of(digest)));
    doubted.remove(tag);
  }

  /** A push tried to let the tag name a digest, and does not know whether it does. */
  void inDoubt(Tag tag, String digest) {
    Set<Optional<String>> more = new HashSet<>(allowed(tag));
    more.add(Optional.of(digest));
    allowed.put(tag, Set.copyOf(more));
    doubted.put(tag, digest);
  }

  /** The digests that a tag may name; an empty one stands for no such tag. */
  Set<Optional<String>> allowed(Tag tag) {
    return allowed.getOrDefault(tag, Set.of(Optional.empty()));
  }

  /** The digest that the last push sent for the tag, if it does not know whether it is moved. */
  Optional<String> doubted(Tag tag) {
    return Optional.ofNullable(doubted.get(tag));
  }

  /** All tags that some push has moved, or may have. */
  Set<Tag> tags() {
    return Set.copyOf(allowed.keySet());
  }
}
