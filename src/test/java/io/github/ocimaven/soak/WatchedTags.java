package io.github.ocimaven.soak;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.ForwardingRepository;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.RepositoryOpener;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens repositories, and records how far a push gets with its tags. */
final class WatchedTags implements RepositoryOpener {

  private final RepositoryOpener registries;
  private final String digest;
  private final Set<String> sent = new HashSet<>();
  private final Set<String> confirmed = new HashSet<>();

  /**
   * Watches one push.
   *
   * @param registries opens the repositories
   * @param digest the digest to which the push moves its tags
   */
  WatchedTags(RepositoryOpener registries, String digest) {
    this.registries = registries;
    this.digest = digest;
  }

  /** Returns whether the push started to send the manifest under this tag. */
  synchronized boolean isSent(String tag) {
    return sent.contains(tag);
  }

  /** Returns whether the registry confirmed afterwards that the tag names the manifest. */
  synchronized boolean isConfirmed(String tag) {
    return confirmed.contains(tag);
  }

  @Override
  public Repository open(Target target) {
    return new Watched(registries.open(target));
  }

  private synchronized void send(String reference) {
    sent.add(reference);
  }

  private synchronized void confirm(String reference, Optional<Manifest> stored) {
    if (stored.map(manifest -> manifest.digest().toString()).equals(Optional.of(digest))) {
      confirmed.add(reference);
    }
  }

  private final class Watched extends ForwardingRepository {

    Watched(Repository registry) {
      super(registry);
    }

    @Override
    public PutReceipt putManifest(ManifestName name, Manifest manifest) {
      send(name.toString());
      return super.putManifest(name, manifest);
    }

    @Override
    public PutReceipt putManifest(Manifest manifest, List<Tag> tags) {
      tags.forEach(tag -> send(tag.value()));
      return super.putManifest(manifest, tags);
    }

    @Override
    public Optional<Manifest> manifest(ManifestName name) {
      Optional<Manifest> stored = super.manifest(name);
      confirm(name.toString(), stored);
      return stored;
    }
  }
}
