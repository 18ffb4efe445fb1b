package io.github.ocimaven.registry.retry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.RemoteContent;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A repository whose operations are tried again if that may help. */
record RetryingRepository(FullRepository repository, Retrying retrying) implements FullRepository {

  @Override
  public boolean hasBlob(Descriptor blob) {
    return retrying.run(attempts -> repository.hasBlob(blob));
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    return retrying.write(attempts -> repository.mountBlob(blob, from));
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    retrying.write(
        attempts -> {
          repository.putBlob(blob, content, attempts.watching(sent));
          return true;
        });
  }

  @Override
  public RemoteContent blob(Descriptor blob) {
    return new ResumingContent(repository.blob(blob), retrying);
  }

  @Override
  public Optional<Digest> manifestDigest(ManifestName name) {
    return retrying.run(attempts -> repository.manifestDigest(name));
  }

  @Override
  public Optional<Manifest> manifest(ManifestName name) {
    return retrying.run(attempts -> repository.manifest(name));
  }

  @Override
  public PutReceipt putManifest(ManifestName name, Manifest manifest) {
    return retrying.write(attempts -> repository.putManifest(name, manifest));
  }

  @Override
  public PutReceipt putManifest(Manifest manifest, List<Tag> tags) {
    return retrying.run(attempts -> repository.putManifest(manifest, tags));
  }

  @Override
  public Optional<List<Descriptor>> referrers(Digest subject) {
    return retrying.run(attempts -> repository.referrers(subject));
  }

  @Override
  public void close() {
    retrying.end();
    repository.close();
  }
}
