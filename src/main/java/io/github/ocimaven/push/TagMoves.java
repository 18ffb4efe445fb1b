package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.tag.MovedTags;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.push.tag.TagTakenException;
import io.github.ocimaven.push.tag.TagTakenException.Taken;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves the tags of one destination that don't name the image yet. */
final class TagMoves {

  /** The specification obliges registries to accept this many tags in a request. */
  private static final int MOST_TOGETHER = 10;

  /** The state of a push that is refused after the first lookup of the tags. */
  static final String NOTHING_SENT = "nothing was sent";

  private final OpenDestination destination;
  private final Target target;
  private final TagRequests requests;
  private final Manifest root;
  private final TagRule rule;
  private final Map<String, Optional<Digest>> named;
  private final List<Pending> pending;

  /** A tag that does not name the image, and what it names instead. */
  private record Pending(String tag, Optional<Digest> before) {}

  /**
   * Compares the digests that the tags name with the one that they should name.
   *
   * @param root the manifest that they should name
   * @param named the digest that each tag names now, by {@code HOST[:PORT]/REPOSITORY:TAG}
   */
  TagMoves(
      OpenDestination destination,
      Manifest root,
      TagRule rule,
      Map<String, Optional<Digest>> named) {
    this.destination = destination;
    this.target = destination.target();
    this.requests = new TagRequests(destination, root);
    this.root = root;
    this.rule = rule;
    this.named = named;
    this.pending =
        target.tags().stream()
            .map(tag -> new Pending(tag, before(tag)))
            .filter(tag -> !tag.before().equals(Optional.of(root.digest())))
            .toList();
  }

  private Optional<Digest> before(String tag) {
    return named.getOrDefault(target.reference(tag), Optional.empty());
  }

  /** Returns the moves of the same tags to another manifest. */
  TagMoves to(Manifest other) {
    return new TagMoves(destination, other, rule, named);
  }

  /** Returns the manifest that the tags should name. */
  Manifest root() {
    return root;
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
   * Moves the tags, and reads each back. Several tags are first put in one request; those that the
   * registry has not set then are put one by one, in parallel, until one fails.
   *
   * @param delivery stores the manifest
   * @param workers make the requests that don't depend on each other
   * @param moved records each tag that was moved
   * @param listener is notified of each release tag that was moved away from another image
   * @throws TagTakenException if a tag that may not move was set by others in the meantime
   * @throws RegistryException if the registry fails
   */
  void move(Delivery delivery, Workers workers, MovedTags moved, PushListener listener) {
    Consumer<Pending> done =
        tag -> {
          moved.add(target, tag.tag());
          announce(tag, listener);
        };
    List<Pending> left = withoutThoseThereMeanwhile(workers, moved);
    List<Pending> moving = left;
    if (left.size() > 1) {
      left = putTogether(left, delivery, done);
    }
    if (left.size() > 1) {
      putEach(left, delivery, workers, moved, done);
    } else if (!left.isEmpty()) {
      putAlone(left.get(0), delivery, done);
    }
    moving.forEach(
        tag -> workers.submit(Bottleneck.LATENCY, 0, () -> requests.requireStored(tag.tag())));
    workers.await();
  }

  /**
   * Another push may have set tags in the meantime. If every tag may move, that does not matter.
   *
   * @return the tags that don't name the image
   */
  private List<Pending> withoutThoseThereMeanwhile(Workers workers, MovedTags moved) {
    if (rule.overwrite() == Overwrite.ALWAYS) {
      return pending;
    }
    List<Optional<Digest>> named =
        workers.map(Bottleneck.LATENCY, pending, tag -> 0, tag -> requests.named(tag.tag()));
    List<Pending> left = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    for (int i = 0; i < pending.size(); i++) {
      if (!named.get(i).equals(Optional.of(root.digest()))) {
        left.add(pending.get(i));
        taken.addAll(taken(pending.get(i).tag(), named.get(i)).stream().toList());
      }
    }
    requireNoneMeanwhile(taken, moved);
    return left;
  }

  private void requireNoneMeanwhile(List<Taken> taken, MovedTags moved) {
    requireNone(
        taken,
        rule,
        root,
        "another client has set "
            + (taken.size() == 1 ? "it" : "them")
            + " since the push began; "
            + moved.inWords());
  }

  private void putAlone(Pending tag, Delivery delivery, Consumer<Pending> done) {
    requests.put(tag.tag(), () -> delivery.put(ManifestName.tag(tag.tag()), root));
    done.accept(tag);
  }

  /**
   * Puts several tags with one request, or with one for ten of them.
   *
   * @return the tags that the registry has not set
   */
  private List<Pending> putTogether(List<Pending> tags, Delivery delivery, Consumer<Pending> done) {
    List<Pending> left = new ArrayList<>();
    boolean supported = true;
    for (int from = 0; from < tags.size(); from += MOST_TOGETHER) {
      List<Pending> some = tags.subList(from, Math.min(tags.size(), from + MOST_TOGETHER));
      List<String> names = some.stream().map(Pending::tag).toList();
      Set<Tag> set =
          supported
              ? requests.putTogether(
                  names, () -> delivery.put(root, names.stream().map(Tag::new).toList()))
              : Set.of();
      supported = !set.isEmpty();
      for (Pending tag : some) {
        if (set.contains(new Tag(tag.tag()))) {
          done.accept(tag);
        } else {
          left.add(tag);
        }
      }
    }
    return left;
  }

  /** What became of a tag that was put with a request of its own. */
  private enum Result {
    MOVED,
    /** It named the image already. */
    THERE,
    /** The request was not sent, because another one had failed. */
    LEFT,
    /** Another client has set it, and it may not move. */
    TAKEN,
    FAILED
  }

  /**
   * What became of a tag.
   *
   * @param named what a taken tag names
   * @param failure why the request failed
   */
  private record Outcome(
      Pending tag, Result result, Optional<Digest> named, @Nullable RegistryException failure) {

    static Outcome of(Pending tag, Result result) {
      return new Outcome(tag, result, Optional.empty(), null);
    }

    boolean isLacking() {
      return failure != null && failure.reason() == Reason.CONTENT_LACKING;
    }
  }

  private void putEach(
      List<Pending> tags,
      Delivery delivery,
      Workers workers,
      MovedTags moved,
      Consumer<Pending> done) {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Outcome> outcomes =
        workers.map(Bottleneck.LATENCY, tags, tag -> 0, tag -> putUnless(stopped, tag));
    // Every tag that was moved is recorded before anything is thrown.
    outcomes.stream()
        .filter(outcome -> outcome.result() == Result.MOVED)
        .forEach(outcome -> done.accept(outcome.tag()));
    requireNoFailure(outcomes);
    requireNoneMeanwhile(
        outcomes.stream()
            .filter(outcome -> outcome.result() == Result.TAKEN)
            .flatMap(outcome -> taken(outcome.tag().tag(), outcome.named()).stream())
            .toList(),
        moved);
    // If content was deleted since the manifest was stored, it is sent again.
    outcomes.stream()
        .filter(outcome -> outcome.isLacking() || outcome.result() == Result.LEFT)
        .forEach(outcome -> putAlone(outcome.tag(), delivery, done));
  }

  private Outcome putUnless(AtomicBoolean stopped, Pending tag) {
    if (stopped.get()) {
      return Outcome.of(tag, Result.LEFT);
    }
    try {
      if (rule.overwrite() != Overwrite.ALWAYS) {
        Optional<Digest> named = requests.named(tag.tag());
        if (named.equals(Optional.of(root.digest()))) {
          return Outcome.of(tag, Result.THERE);
        }
        if (taken(tag.tag(), named).isPresent()) {
          stopped.set(true);
          return new Outcome(tag, Result.TAKEN, named, null);
        }
      }
      requests.put(tag.tag());
      return Outcome.of(tag, Result.MOVED);
    } catch (RegistryException e) {
      stopped.set(true);
      return new Outcome(tag, Result.FAILED, Optional.empty(), e);
    }
  }

  /** Throws the first failure, which then says what is known about the other tags. */
  private void requireNoFailure(List<Outcome> outcomes) {
    RegistryException first = null;
    for (Outcome outcome : outcomes) {
      RegistryException failure = outcome.failure();
      if (failure != null && !outcome.isLacking()) {
        first = first == null ? failure : first.adding(requests.fate(outcome.tag().tag(), failure));
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
