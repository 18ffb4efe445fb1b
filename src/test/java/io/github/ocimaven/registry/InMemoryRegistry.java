package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A repository on the heap. It keeps what it is asked, in order, and fails where a test says so.
 */
public final class InMemoryRegistry implements Registry {

  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile Consumer<String> interceptor = call -> {};

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

  /** Has each call looked at first; what is thrown then is the call's outcome. */
  public void intercept(Consumer<String> newInterceptor) {
    interceptor = newInterceptor;
  }

  /** Returns a blob's bytes. */
  public Optional<byte[]> blob(Digest digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  /** Puts a blob there. */
  public void store(byte[] content) {
    blobs.put(Digest.sha256(content), content);
  }

  /** Returns what a tag or digest names. */
  public Optional<Manifest> manifest(String reference) {
    return Optional.ofNullable(manifests.get(reference));
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    record("hasBlob " + blob.digest());
    return blobs.containsKey(blob.digest());
  }

  @Override
  public boolean putBlob(
      Descriptor blob, Content content, @Nullable String from, LongConsumer sent) {
    record("putBlob " + blob.digest() + (from == null ? "" : " from " + from));
    try (InputStream in = content.open()) {
      byte[] bytes = in.readAllBytes();
      blobs.put(Digest.sha256(bytes), bytes);
      if (from == null) {
        sent.accept(bytes.length / 2);
        sent.accept(bytes.length);
      }
      return from != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Digest> manifestDigest(String reference) {
    record("manifestDigest " + reference);
    return manifest(reference).map(Manifest::digest);
  }

  @Override
  public Optional<Digest> storedDigest(String reference) {
    record("storedDigest " + reference);
    return manifest(reference).map(Manifest::digest);
  }

  @Override
  public void putManifest(String reference, Manifest manifest) {
    record("putManifest " + reference);
    manifests.put(reference, manifest);
    manifests.put(manifest.digest().toString(), manifest);
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
