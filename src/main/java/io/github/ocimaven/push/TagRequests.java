package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The requests that set the tags of one destination, and what their failures mean for the tags. */
final class TagRequests {

  /**
   * Status codes that may mean that the registry does not let a tag move, whatever its message
   * says.
   */
  private static final Set<Integer> REFUSALS = Set.of(403, 405, 409, 412);

  private final Target target;
  private final Repository repository;
  private final Manifest root;

  /**
   * Creates the requests.
   *
   * @param root the manifest that the tags should name
   */
  TagRequests(OpenDestination destination, Manifest root) {
    this.target = destination.target();
    this.repository = destination.repository();
    this.root = root;
  }

  /** Returns the digest that a tag names now. */
  Optional<Digest> named(String tag) {
    return repository.manifestDigest(ManifestName.tag(tag));
  }

  /** Stores the manifest under a tag, without any help if the registry lacks content. */
  void put(String tag) {
    put(tag, () -> repository.putManifest(ManifestName.tag(tag), root));
  }

  /**
   * Stores the manifest under a tag. A registry with immutable tags refuses this even if the tag
   * already names the same digest: another push of the same image may have been faster, or the
   * response to an earlier attempt of ours may have been lost.
   *
   * @param put sends the request
   */
  void put(String tag, Supplier<PutReceipt> put) {
    try {
      var unused = put.get();
    } catch (RegistryException e) {
      boolean immutable = e.reason() == Reason.TAG_IMMUTABLE;
      if (!immutable && !REFUSALS.contains(e.status())) {
        throw inDoubt(e, List.of(tag));
      }
      Optional<Digest> named = lookUpAfter(e, tag);
      if (!named.equals(Optional.of(root.digest()))) {
        throw explain(e, named);
      }
    }
  }

  /**
   * Stores the manifest by its digest, and asks the registry to set tags with the same request.
   *
   * @param put sends the request
   * @return the tags that the registry says it has set; none if it may have refused only one of
   *     them: the response to a request for that tag alone then says which one, and why
   */
  Set<Tag> putTogether(List<String> tags, Supplier<PutReceipt> put) {
    try {
      return put.get().tags();
    } catch (RegistryException e) {
      if (mayBeAboutOneTag(e)) {
        return Set.of();
      }
      throw inDoubt(e, tags);
    }
  }

  private static boolean mayBeAboutOneTag(RegistryException failure) {
    boolean refused =
        switch (failure.reason()) {
          case REFUSED, DENIED, TAG_IMMUTABLE -> true;
          default -> false;
        };
    return refused && failure.isRefusal() && failure.transience().isEmpty();
  }

  private RegistryException inDoubt(RegistryException failure, List<String> tags) {
    if (!failure.isRefusal()) {
      tags.forEach(tag -> failure.adding(fate(tag, failure)));
    }
    return failure;
  }

  /** Returns what a failed request means for its tag. */
  String fate(String tag, RegistryException failure) {
    return "the tag "
        + target.reference(tag)
        + (failure.isRefusal() ? " was refused, too" : " may have been moved anyway");
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

  /**
   * Reads a tag back.
   *
   * @throws RegistryException if it names other bytes than those that were sent
   */
  void requireStored(String tag) {
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
