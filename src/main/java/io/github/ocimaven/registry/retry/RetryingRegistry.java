package io.github.ocimaven.registry.retry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.registry.Registry;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A repository whose operations are tried again where that may help.
 *
 * @param registry the repository
 * @param retrying tries its operations
 */
record RetryingRegistry(Registry registry, Retrying retrying) implements Registry {

  @Override
  public boolean hasBlob(Descriptor blob) {
    return retrying.run(attempts -> registry.hasBlob(blob));
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    return retrying.run(attempts -> registry.mountBlob(blob, from));
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    retrying.run(
        attempts -> {
          registry.putBlob(blob, content, attempts.watching(sent));
          return true;
        });
  }

  @Override
  public Optional<Digest> manifestDigest(String reference) {
    return retrying.run(attempts -> registry.manifestDigest(reference));
  }

  @Override
  public Optional<Digest> storedDigest(String reference) {
    return retrying.run(attempts -> registry.storedDigest(reference));
  }

  @Override
  public void putManifest(String reference, Manifest manifest) {
    retrying.run(
        attempts -> {
          registry.putManifest(reference, manifest);
          return true;
        });
  }

  @Override
  public void close() {
    retrying.end();
    registry.close();
  }
}
