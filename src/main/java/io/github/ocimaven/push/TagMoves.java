package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.tag.MovedTags;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.push.tag.TagTakenException;
import io.github.ocimaven.push.tag.TagTakenException.Taken;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Moves the tags of one destination that don't name the image yet. */
final class TagMoves {

  /**
   * Status codes that may mean that the registry does not let a tag move, whatever its message
   * says.
   */
  private static final Set<Integer> REFUSALS = Set.of(403, 405, 409, 412);

  /** The state of a push that is refused after the first lookup of the tags. */
  static final String NOTHING_SENT = "nothing was sent";

  private final Target target;
  private final Repository repository;
  private final Manifest root;
  private final TagRule rule;
  private final List<Pending> pending;

  /** A tag that does not name the image, and what it names instead. */
  private record Pending(String tag, Optional<Digest> before) {}

  /**
   * Compares the digests that the tags name with the one that they should name.
   *
   * @param root the manifest that they should name
   * @param named the digest that each tag names now, in the order of the target's tags
   */
  TagMoves(OpenDestination destination, Manifest root, TagRule rule, List<Optional<Digest>> named) {
    this.target = destination.target();
    this.repository = destination.repository();
    this.root = root;
    this.rule = rule;
    this.pending =
        IntStream.range(0, named.size())
            .mapToObj(i -> new Pending(target.tags().get(i), named.get(i)))
            .filter(tag -> !tag.before().equals(Optional.of(root.digest())))
            .toList();
  }

  /** Returns the tags that do not name the image. */
  List<String> tags() {
    return pending.stream().map(Pending::tag).toList();
  }

  /** Returns whether one of the tags already names the image. */
  boolean areSomeThere() {
    return pending.size() < target.tags().size();
  }

  /** Returns the tags that would have to move, but may not by the rule. */
  List<Taken> taken() {
    return pending.stream().flatMap(tag -> taken(tag.tag(), tag.before()).stream()).toList();
  }

  private Optional<Taken> taken(String tag, Optional<Digest> named) {
    return rule.allowsMoving(tag)
        ? Optional.empty()
        : named.map(digest -> new Taken(target.reference(tag), digest));
  }

  /**
   * Throws an exception if the rule refuses to move a tag.
   *
   * @param taken what {@link #taken} returned
   * @param root the manifest that the tags should have named
   * @param state what the push has done so far, for the message
   * @throws TagTakenException unless {@code taken} is empty
   */
  static void requireNone(List<Taken> taken, TagRule rule, Manifest root, String state) {
    if (!taken.isEmpty()) {
      throw new TagTakenException(
          root.digest(), rule.overwrite().name().toLowerCase(Locale.ROOT), taken, state);
    }
  }

  /** Notifies the listener of each release tag that would move away from another image. */
  void announce(PushListener listener) {
    pending.forEach(tag -> announce(tag, listener));
  }

  private void announce(Pending moving, PushListener listener) {
    if (rule.isRelease(moving.tag())) {
      String reference = target.reference(moving.tag());
      moving.before().ifPresent(old -> listener.releaseTagMoved(reference, old, root.digest()));
    }
  }

  /**
   * Moves the tags, one after the other, and reads each back.
   *
   * @param put stores a manifest under a tag
   * @param moved records each tag that was moved
   * @param listener is notified of each release tag that was moved away from another image
   * @throws TagTakenException if a tag that may not move was set by others in the meantime
   * @throws RegistryException if the registry fails
   */
  void move(BiConsumer<ManifestName, Manifest> put, MovedTags moved, PushListener listener) {
    for (Pending moving : pending) {
      if (!isThereMeanwhile(moving, moved)) {
        put(moving.tag(), put);
        moved.add(target, moving.tag());
        announce(moving, listener);
        requireStored(moving.tag());
      }
    }
  }

  /**
   * Another push may have set the tag in the meantime. If every tag may move, that does not matter.
   */
  private boolean isThereMeanwhile(Pending moving, MovedTags moved) {
    if (rule.overwrite() == Overwrite.ALWAYS) {
      return false;
    }
    Optional<Digest> named = repository.manifestDigest(ManifestName.tag(moving.tag()));
    if (named.equals(Optional.of(root.digest()))) {
      return true;
    }
    requireNone(
        taken(moving.tag(), named).stream().toList(),
        rule,
        root,
        "another client has set it since the push began; " + moved.inWords());
    return false;
  }

  /**
   * Stores the manifest under a tag. A registry with immutable tags refuses this even if the tag
   * already names the same digest: another push of the same image may have been faster, or the
   * response to an earlier attempt of ours may have been lost.
   */
  private void put(String tag, BiConsumer<ManifestName, Manifest> put) {
    try {
      put.accept(ManifestName.tag(tag), root);
    } catch (RegistryException e) {
      boolean immutable = e.reason() == Reason.TAG_IMMUTABLE;
      if (!immutable && !REFUSALS.contains(e.status())) {
        boolean answered = e.status() > 0 && e.status() < 500;
        throw answered
            ? e
            : e.adding("the tag " + target.reference(tag) + " may have been moved anyway");
      }
      Optional<Digest> named = lookUpAfter(e, tag);
      if (!named.equals(Optional.of(root.digest()))) {
        throw explain(e, named);
      }
    }
  }

  private static RegistryException explain(RegistryException refusal, Optional<Digest> named) {
    boolean immutable = refusal.reason() == Reason.TAG_IMMUTABLE;
    if (immutable && named.isEmpty()) {
      return refusal.adding(
          "but there is no such tag: perhaps the registry does not allow its name");
    }
    return immutable || named.isEmpty()
        ? refusal
        : refusal.adding(
            "the tag names " + named.get() + ", perhaps the registry lets no tag move");
  }

  private Optional<Digest> lookUpAfter(RegistryException failure, String tag) {
    try {
      return repository.manifestDigest(ManifestName.tag(tag));
    } catch (RegistryException e) {
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }

  private void requireStored(String tag) {
    Optional<Digest> stored = repository.manifest(ManifestName.tag(tag)).map(Manifest::digest);
    if (!stored.equals(Optional.of(root.digest()))) {
      throw new RegistryException(
          "confirm " + target.reference(tag),
          Reason.STORED_OTHER_BYTES,
          0,
          "the registry took the manifest "
              + root.digest()
              + " and then served "
              + stored.map(Digest::toString).orElse("nothing")
              + "; the registry, or a proxy in front of it, changes manifests: push to one that does"
              + " not",
          null);
    }
  }
}
