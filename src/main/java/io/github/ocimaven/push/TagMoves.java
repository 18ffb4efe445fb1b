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

/** The tags of one destination that do not name the image yet, and how they come to do so. */
final class TagMoves {

  /** The answers by which a registry may mean that a tag does not move, whatever its words are. */
  private static final Set<Integer> REFUSALS = Set.of(403, 405, 409, 412);

  /** What a push has done that was refused at its first look at the tags. */
  static final String NOTHING_SENT = "nothing was sent";

  private final Target target;
  private final Repository repository;
  private final Manifest root;
  private final TagRule rule;
  private final List<Pending> pending;

  /** A tag that does not name the image, and what it names instead. */
  private record Pending(String tag, Optional<Digest> before) {}

  /**
   * Compares what the tags name with what they shall name.
   *
   * @param destination whose tags
   * @param root what they shall name
   * @param rule which of them may move
   * @param named what each names now, in their order
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

  /** Tells whether one of the tags names the image already. */
  boolean areSomeThere() {
    return pending.size() < target.tags().size();
  }

  /** Returns the tags that would have to move although the rule does not let them. */
  List<Taken> taken() {
    return pending.stream().flatMap(tag -> taken(tag.tag(), tag.before()).stream()).toList();
  }

  private Optional<Taken> taken(String tag, Optional<Digest> named) {
    return rule.allowsMoving(tag)
        ? Optional.empty()
        : named.map(digest -> new Taken(target.reference(tag), digest));
  }

  /**
   * Says what the rule refuses.
   *
   * @param taken what {@link #taken} returned
   * @param rule the rule
   * @param root what the tags should have named
   * @param state what the push has done until now
   * @throws TagTakenException unless nothing is taken
   */
  static void requireNone(List<Taken> taken, TagRule rule, Manifest root, String state) {
    if (!taken.isEmpty()) {
      throw new TagTakenException(
          root.digest(), rule.overwrite().name().toLowerCase(Locale.ROOT), taken, state);
    }
  }

  /**
   * Tells which release tags move away from another image.
   *
   * @param listener is told
   */
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
   * @param moved is told of each tag that was moved
   * @param listener is told of each release tag that was moved away from another image
   * @throws TagTakenException if somebody else has set a tag meanwhile that may not be moved
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

  /** A long push may have been overtaken; where every tag may move, that makes no difference. */
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
        "somebody else has set it since the push began; " + moved.inWords());
    return false;
  }

  /**
   * Stores the manifest under a tag. A registry of immutable tags refuses that for the digest which
   * the tag names, too: then it is another push of the same image that was faster, or an attempt of
   * ours whose answer was lost.
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
            : e.adding("the tag " + target.reference(tag) + " may have been moved nevertheless");
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
      return refusal.adding("but there is no such tag: perhaps it is its name that is refused");
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
              + "; it, or a proxy before it, changes what it stores: push to one that does not",
          null);
    }
  }
}
