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
 * Which repository has which blob, as far as the pushes of a Maven session have found out, and
 * which registries are being sent a blob just now. Repositories of one registry share blobs by
 * mounting, so nobody sends a registry what somebody else has sent it, or is sending it.
 */
final class KnownBlobs {

  /** A blob in a registry, whichever of its repositories has it. */
  private record JsonPlace(String registry, Digest digest) {}

  private final Map<JsonPlace, Set<String>> repositories = new HashMap<>();
  private final Map<JsonPlace, CompletableFuture<Void>> inFlight = new HashMap<>();

  private static JsonPlace place(Target target, Digest digest) {
    return new JsonPlace(target.registry(), digest);
  }

  /** Tells whether a target's repository is known to have a blob. */
  synchronized boolean has(Target target, Digest digest) {
    return repositories.getOrDefault(place(target, digest), Set.of()).contains(target.repository());
  }

  /** Returns other repositories of a target's registry that are known to have a blob. */
  synchronized List<String> elsewhere(Target target, Digest digest) {
    return repositories.getOrDefault(place(target, digest), Set.of()).stream()
        .filter(repository -> !repository.equals(target.repository()))
        .toList();
  }

  /** A target's repository has a blob. */
  synchronized void found(Target target, Digest digest) {
    repositories
        .computeIfAbsent(place(target, digest), key -> new LinkedHashSet<>())
        .add(target.repository());
  }

  /** A target's registry lacks blobs, whatever it has said before. */
  synchronized void lost(Target target, Collection<Digest> digests) {
    digests.forEach(digest -> repositories.remove(place(target, digest)));
  }

  /**
   * Asks to be the one who sends a blob to a target's registry.
   *
   * @return null where it may be sent, and {@link #sent} called then; otherwise what completes when
   *     whoever is sending it has ended, one way or the other
   */
  synchronized @Nullable CompletionStage<Void> claim(Target target, Digest digest) {
    return inFlight.putIfAbsent(place(target, digest), new CompletableFuture<>());
  }

  /** Whoever has claimed a blob has ended: it is there, or somebody else may try. */
  void sent(Target target, Digest digest) {
    CompletableFuture<Void> claim;
    synchronized (this) {
      claim = inFlight.remove(place(target, digest));
    }
    if (claim != null) {
      claim.complete(null); // outside, since it calls those who wait
    }
  }
}
