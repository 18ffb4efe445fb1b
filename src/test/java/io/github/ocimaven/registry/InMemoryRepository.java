package io.github.ocimaven.registry;

import static java.util.stream.Collectors.toSet;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageManifest;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A repository on the heap. It records the calls, in order, and fails if a test says so. */
public final class InMemoryRepository implements FullRepository {

  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile Consumer<String> interceptor = call -> {};
  private volatile Predicate<String> settable = tag -> false;
  private volatile BiFunction<String, Digest, byte @Nullable []> mountable = (from, digest) -> null;

  /** Returns the calls so far: the method's name and its subject. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Returns the calls of one method. */
  public List<String> calls(String method) {
    return calls.stream().filter(call -> call.startsWith(method + " ")).toList();
  }

  /** Forgets the calls. */
  public void clearCalls() {
    calls.clear();
  }

  /** Runs a hook before each call; the call throws what the hook throws. */
  public void intercept(Consumer<String> newInterceptor) {
    interceptor = newInterceptor;
  }

  /**
   * Allows mounting blobs from other repositories, by name and digest; null if there is no such
   * blob.
   */
  public void mountFrom(BiFunction<String, Digest, byte @Nullable []> repositories) {
    mountable = repositories;
  }

  /** Allows mounting blobs from a repository of any name. */
  public void mountFrom(InMemoryRepository other) {
    mountFrom((name, digest) -> other.blobs.get(digest));
  }

  /** From now on, sets these tags if a request asks for several; by default, none of them. */
  public void setTags(Predicate<String> tags) {
    settable = tags;
  }

  /** Returns a blob's bytes. */
  public Optional<byte[]> blob(Digest digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  /** Adds a blob. */
  public void store(byte[] content) {
    blobs.put(Digest.sha256(content), content);
  }

  /** Returns the manifest with a tag or digest. */
  public Optional<Manifest> stored(String reference) {
    return Optional.ofNullable(manifests.get(reference));
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    record("hasBlob " + blob.digest());
    return blobs.containsKey(blob.digest());
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    record("mountBlob " + blob.digest() + " from " + from);
    byte[] bytes = mountable.apply(from, blob.digest());
    if (bytes != null) {
      blobs.put(blob.digest(), bytes);
    }
    return bytes != null;
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    record("putBlob " + blob.digest());
    try (InputStream in = content.open()) {
      byte[] bytes = in.readAllBytes();
      sent.accept(bytes.length / 2);
      sent.accept(bytes.length);
      blobs.put(Digest.sha256(bytes), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public RemoteContent blob(Descriptor blob) {
    return new RemoteContent() {
      @Override
      public long size() {
        return blob.size();
      }

      @Override
      public String location() {
        return "the heap";
      }

      @Override
      public InputStream openAt(long offset) {
        record("blob " + blob.digest() + " at " + offset);
        byte[] bytes = blobs.get(blob.digest());
        if (bytes == null) {
          throw new RegistryException(
              "read blob " + blob.digest(), Reason.REFUSED, 404, "there is none", null);
        }
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
      }
    };
  }

  @Override
  public Optional<Digest> manifestDigest(ManifestName name) {
    record("manifestDigest " + name);
    return stored(name.toString()).map(Manifest::digest);
  }

  @Override
  public Optional<Manifest> manifest(ManifestName name) {
    record("manifest " + name);
    return stored(name.toString());
  }

  @Override
  public PutReceipt putManifest(ManifestName name, Manifest manifest) {
    record("putManifest " + name);
    manifests.put(name.toString(), manifest);
    manifests.put(manifest.digest().toString(), manifest);
    return new PutReceipt(subject(manifest), Set.of());
  }

  @Override
  public PutReceipt putManifest(Manifest manifest, List<Tag> tags) {
    String digest = manifest.digest().toString();
    record(
        "putManifest " + digest + " " + String.join(" ", tags.stream().map(Tag::value).toList()));
    manifests.put(digest, manifest);
    Set<Tag> set = tags.stream().filter(tag -> settable.test(tag.value())).collect(toSet());
    set.forEach(tag -> manifests.put(tag.value(), manifest));
    return new PutReceipt(subject(manifest), set);
  }

  @Override
  public Optional<List<Descriptor>> referrers(Digest subject) {
    record("referrers " + subject);
    return Optional.of(
        manifests.entrySet().stream()
            .filter(entry -> entry.getKey().equals(entry.getValue().digest().toString()))
            .map(Map.Entry::getValue)
            .filter(manifest -> subject(manifest).equals(Optional.of(subject)))
            .map(InMemoryRepository::descriptor)
            .toList());
  }

  private static Optional<Digest> subject(Manifest manifest) {
    return read(manifest).flatMap(ImageManifest::subject).map(Descriptor::digest);
  }

  private static Descriptor descriptor(Manifest manifest) {
    ImageManifest read = read(manifest).orElseThrow();
    return new Descriptor(
        manifest.mediaType(),
        manifest.digest(),
        manifest.bytes().length,
        null,
        read.artifactType().orElse(read.config().mediaType()),
        read.annotations());
  }

  private static Optional<ImageManifest> read(Manifest manifest) {
    return Documents.readManifest(
        "a manifest", manifest.mediaType(), manifest.bytes(), new Findings());
  }

  private void record(String call) {
    calls.add(call);
    interceptor.accept(call);
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
