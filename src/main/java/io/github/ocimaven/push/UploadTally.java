package io.github.ocimaven.push;

import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.push.tag.MovedTags;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.text.Units;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what one repository receives in a push, for the summary or for the error that ends the
 * push. Several threads may report to it.
 */
final class UploadTally {

  private final Set<PlannedBlob> absent = ConcurrentHashMap.newKeySet();

  /** The blobs that the repository has received, and whether they were mounted. */
  private final Map<PlannedBlob, Boolean> arrived = new ConcurrentHashMap<>();

  /** Records that the repository lacks a blob. */
  void lacks(PlannedBlob blob) {
    absent.add(blob);
  }

  /** Records that the repository has a blob, which others may have pushed since the lookup. */
  void isThere(PlannedBlob blob) {
    absent.remove(blob);
  }

  /**
   * Records that the repository has received a blob.
   *
   * @param mounted whether the registry mounted it from another repository
   */
  void arrived(PlannedBlob blob, boolean mounted) {
    arrived.put(blob, mounted);
  }

  /** Returns whether the push has uploaded a blob to this repository itself. */
  boolean hasSent(PlannedBlob blob) {
    return Boolean.FALSE.equals(arrived.get(blob));
  }

  /** Returns the blobs that the repository lacked. */
  Amount absent() {
    return Amount.of(absent);
  }

  /** Returns the blobs that were mounted. */
  Amount mounted() {
    return Amount.of(arrived.keySet().stream().filter(arrived::get).toList());
  }

  /**
   * Adds to a failure what the repositories have received anyway.
   *
   * @param arrivals the tally of each repository
   */
  static RegistryException addTo(
      RegistryException failure, Collection<UploadTally> arrivals, MovedTags moved) {
    List<String> words = new ArrayList<>();
    Amount arrived =
        arrivals.stream()
            .map(each -> Amount.of(each.arrived.keySet()))
            .reduce(Amount.NONE, Amount::plus);
    // A registry that reports lacking content may have lost the blobs that arrived.
    if (arrived.blobs() > 0 && failure.reason() != Reason.CONTENT_LACKING) {
      int absent = arrivals.stream().mapToInt(each -> each.absent.size()).sum();
      boolean one = arrived.blobs() == 1;
      words.add(
          arrived.blobs()
              + " of "
              + Units.count(absent, "blob")
              + " ("
              + Units.bytes(arrived.bytes())
              + ") "
              + (one ? "has" : "have")
              + " arrived; a second run will not send "
              + (one ? "it" : "them")
              + " again");
    }
    if (!moved.isEmpty()) {
      words.add(moved.inWords());
    }
    return words.isEmpty() ? failure : failure.adding(String.join("; ", words));
  }
}
