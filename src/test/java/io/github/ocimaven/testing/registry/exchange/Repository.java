package io.github.ocimaven.testing.registry.exchange;

import io.github.ocimaven.testing.Digests;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The content of one repository: its manifests and tags, and which blobs it has. */
public final class Repository {

  private final Set<String> blobs = new HashSet<>();
  private final Map<String, StoredManifest> manifests = new LinkedHashMap<>();
  private final Map<String, String> tags = new TreeMap<>();

  public synchronized void link(String blobDigest) {
    blobs.add(blobDigest);
  }

  public synchronized boolean unlink(String blobDigest) {
    return blobs.remove(blobDigest);
  }

  public synchronized boolean hasBlob(String digest) {
    return blobs.contains(digest);
  }

  /** Finds a manifest by tag or by digest. */
  public synchronized Optional<StoredManifest> manifest(String reference) {
    return Optional.ofNullable(manifests.get(tags.getOrDefault(reference, reference)));
  }

  /** Stores a manifest; one pushed by digest is found by that digest, whatever its bytes are. */
  public synchronized void put(String reference, StoredManifest manifest) {
    manifests.put(manifest.digest(), manifest);
    if (Digests.isSupported(reference)) {
      manifests.put(reference, manifest);
    } else {
      tags.put(reference, manifest.digest());
    }
  }

  /** Removes a tag, or a manifest together with the tags that point at it. */
  public synchronized boolean remove(String reference) {
    if (tags.remove(reference) != null) {
      return true;
    }
    tags.values().removeIf(reference::equals);
    return manifests.remove(reference) != null;
  }

  public synchronized List<String> tags() {
    return List.copyOf(tags.keySet());
  }

  public synchronized Collection<StoredManifest> manifests() {
    return List.copyOf(new HashSet<>(manifests.values()));
  }
}
