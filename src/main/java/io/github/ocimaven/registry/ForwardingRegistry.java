package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A repository that is another one, but for what a subclass does otherwise. */
public abstract class ForwardingRegistry implements Registry {

  private final Registry registry;

  /**
   * Made by the subclasses.
   *
   * @param registry what everything is handed on to
   */
  protected ForwardingRegistry(Registry registry) {
    this.registry = registry;
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    return registry.hasBlob(blob);
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    return registry.mountBlob(blob, from);
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    registry.putBlob(blob, content, sent);
  }

  @Override
  public Optional<Digest> manifestDigest(String reference) {
    return registry.manifestDigest(reference);
  }

  @Override
  public Optional<Digest> storedDigest(String reference) {
    return registry.storedDigest(reference);
  }

  @Override
  public void putManifest(String reference, Manifest manifest) {
    registry.putManifest(reference, manifest);
  }

  @Override
  public void close() {
    registry.close();
  }
}
