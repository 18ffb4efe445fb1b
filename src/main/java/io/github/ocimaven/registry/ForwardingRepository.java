package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A repository that forwards all calls to another one. Subclasses override some of them. */
public abstract class ForwardingRepository implements Repository {

  private final Repository repository;

  protected ForwardingRepository(Repository repository) {
    this.repository = repository;
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    return repository.hasBlob(blob);
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    return repository.mountBlob(blob, from);
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    repository.putBlob(blob, content, sent);
  }

  @Override
  public Optional<Digest> manifestDigest(ManifestName name) {
    return repository.manifestDigest(name);
  }

  @Override
  public Optional<Manifest> manifest(ManifestName name) {
    return repository.manifest(name);
  }

  @Override
  public PutReceipt putManifest(ManifestName name, Manifest manifest) {
    return repository.putManifest(name, manifest);
  }

  @Override
  public PutReceipt putManifest(Manifest manifest, List<Tag> tags) {
    return repository.putManifest(manifest, tags);
  }

  @Override
  public void close() {
    repository.close();
  }
}
