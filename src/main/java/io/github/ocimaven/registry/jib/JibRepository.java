package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.RemoteContent;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.download.BlobDownload;
import io.github.ocimaven.registry.jib.download.RemoteBlob;
import io.github.ocimaven.registry.jib.explain.Failures;
import io.github.ocimaven.registry.jib.upload.RepositoryBlobs;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * A repository of a registry, accessed with jib-core's HTTP client. Its {@code RegistryClient} is
 * not used: it parses the manifests it reads, rejects those of unknown types, writes manifests that
 * differ from the ones it was given, and sends a blob whole, in one body, and again into the same
 * upload (https://github.com/GoogleContainerTools/jib/issues/4301).
 */
final class JibRepository implements FullRepository {

  private final Target target;
  private final RegistryHttp http;
  private final RepositoryManifests manifests;
  private final RepositoryBlobs blobs;
  private final Failures failures;
  private final InFlight inFlight;
  private final Runnable closer;
  private final AtomicBoolean closing = new AtomicBoolean();

  JibRepository(
      Target target,
      RegistryHttp http,
      RepositoryBlobs blobs,
      Failures failures,
      InFlight inFlight,
      Runnable closer) {
    this.target = target;
    this.http = http;
    this.manifests = new RepositoryManifests(http, target.repository());
    this.blobs = blobs;
    this.failures = failures;
    this.inFlight = inFlight;
    this.closer = closer;
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    return failures.explain(
        "look for blob " + blob.digest() + " in", () -> blobs.has(blob.digest()));
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    return failures.explain(
        "mount blob " + blob.digest() + " from " + from + " into",
        () -> blobs.mount(blob.digest(), from));
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    failures.explain(
        "upload blob " + blob.digest() + " to",
        () -> {
          blobs.put(blob, content, sent);
          return true;
        });
  }

  @Override
  public RemoteContent blob(Descriptor blob) {
    URL url = http.url(target.repository() + "/blobs/" + blob.digest());
    return new RemoteBlob(
        blob, target.name(), offset -> BlobDownload.open(http, url, blob, offset), failures);
  }

  @Override
  public Optional<Digest> manifestDigest(ManifestName name) {
    return failures.explain(
        "look for " + (name instanceof Tag ? "the tag " : "") + name + " in",
        () -> manifests.digest(name));
  }

  @Override
  public Optional<Manifest> manifest(ManifestName name) {
    return failures.explain("read " + name + " from", () -> manifests.read(name));
  }

  @Override
  public PutReceipt putManifest(ManifestName name, Manifest manifest) {
    return failures.explainManifest(name, manifest, () -> manifests.put(name, manifest));
  }

  @Override
  public PutReceipt putManifest(Manifest manifest, List<Tag> tags) {
    return failures.explainManifest(
        ManifestName.of(manifest.digest()), manifest, () -> manifests.put(manifest, tags));
  }

  @Override
  public Optional<List<Descriptor>> referrers(Digest subject) {
    return failures.explain(
        "list the referrers of " + subject + " in",
        () -> new ReferrerList(http, target.repository()).of(subject));
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      inFlight.end();
      inFlight.sendLast(blobs.open().stream().<Runnable>map(upload -> upload::cancel).toList());
      closer.run();
    }
  }
}
