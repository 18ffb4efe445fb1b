package io.github.ocimaven.soak;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The digests that each tag may name, according to the pushes. A push that succeeded has moved its
 * tags. One that failed has moved none, with one exception that no client can avoid: if it sent the
 * manifest under a tag and then got no reliable response, the registry may have moved that tag or
 * not. Such a tag is in doubt: it names its previous digest, or the one that the push sent.
 */
final class TagLedger {

  private final Map<Tag, Set<Optional<String>>> allowed = new ConcurrentHashMap<>();
  private final Map<Tag, String> doubted = new ConcurrentHashMap<>();

  /** A tag in a repository of the registry. Only one thread pushes to it. */
  record Tag(String repository, String name) {}

  /** Records that a push reported the tag as moved to a digest. */
  void moved(Tag tag, String digest) {
    allowed.put(tag, Set.of(Optional.of(digest)));
    doubted.remove(tag);
  }

  /** Records that a push tried to move the tag to a digest, and does not know whether it moved. */
  void inDoubt(Tag tag, String digest) {
    Set<Optional<String>> more = new HashSet<>(allowed(tag));
    more.add(Optional.of(digest));
    allowed.put(tag, Set.copyOf(more));
    doubted.put(tag, digest);
  }

  /** Returns the digests that a tag may name; an empty one means that the tag may be missing. */
  Set<Optional<String>> allowed(Tag tag) {
    return allowed.getOrDefault(tag, Set.of(Optional.empty()));
  }

  /**
   * Returns the digest that the last push sent for the tag, if it does not know whether it moved.
   */
  Optional<String> doubted(Tag tag) {
    return Optional.ofNullable(doubted.get(tag));
  }

  /** Returns all tags that a push has moved, or may have moved. */
  Set<Tag> tags() {
    return Set.copyOf(allowed.keySet());
  }
}
