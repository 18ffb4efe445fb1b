package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Which repositories have which blobs, as far as the pushes of a Maven session know, and which
 * blobs are being sent to which registries at the moment. Repositories of one registry share blobs
 * by mounting, so a push does not send a registry a blob that another push has sent or is sending.
 */
final class KnownBlobs {

  /** A blob in any repository of a registry. */
  private record JsonPlace(String registry, Digest digest) {}

  private final Map<JsonPlace, Set<String>> repositories = new HashMap<>();
  private final Map<JsonPlace, CompletableFuture<Void>> inFlight = new HashMap<>();

  private static JsonPlace place(Target target, Digest digest) {
    return new JsonPlace(target.registry(), digest);
  }

  /** Returns whether a target's repository is known to have a blob. */
  synchronized boolean has(Target target, Digest digest) {
    return repositories.getOrDefault(place(target, digest), Set.of()).contains(target.repository());
  }

  /** Returns other repositories of a target's registry that are known to have a blob. */
  synchronized List<String> elsewhere(Target target, Digest digest) {
    return repositories.getOrDefault(place(target, digest), Set.of()).stream()
        .filter(repository -> !repository.equals(target.repository()))
        .toList();
  }

  /** Records that a target's repository has a blob. */
  synchronized void found(Target target, Digest digest) {
    repositories
        .computeIfAbsent(place(target, digest), key -> new LinkedHashSet<>())
        .add(target.repository());
  }

  /** Records that a target's registry lacks blobs, even if it has claimed otherwise before. */
  synchronized void lost(Target target, Collection<Digest> digests) {
    digests.forEach(digest -> repositories.remove(place(target, digest)));
  }

  /**
   * Claims the right to send a blob to a target's registry.
   *
   * @return null if the caller may send it, and has to call {@link #sent} afterwards; otherwise a
   *     stage that completes when the other sender has succeeded or failed
   */
  synchronized @Nullable CompletionStage<Void> claim(Target target, Digest digest) {
    return inFlight.putIfAbsent(place(target, digest), new CompletableFuture<>());
  }

  /** Ends the claim on a blob: the registry has it, or another push may try. */
  void sent(Target target, Digest digest) {
    CompletableFuture<Void> claim;
    synchronized (this) {
      claim = inFlight.remove(place(target, digest));
    }
    if (claim != null) {
      claim.complete(null); // outside the lock, since it runs the code of waiting pushes
    }
  }
}
