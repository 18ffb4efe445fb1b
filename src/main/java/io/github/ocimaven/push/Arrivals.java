package io.github.ocimaven.push;

import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Units;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.push.PushResult.Amount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What one repository gets in a push, for the summary or for the error that ends it. Several
 * threads report to it.
 */
final class Arrivals {

  private final Set<PlannedBlob> absent = ConcurrentHashMap.newKeySet();

  /** The blobs that the repository has got, and whether they were mounted. */
  private final Map<PlannedBlob, Boolean> arrived = new ConcurrentHashMap<>();

  private final List<String> movedTags = new CopyOnWriteArrayList<>();

  /**
   * The repository lacks blobs.
   *
   * @param blobs what is to be sent
   */
  void lacks(Collection<PlannedBlob> blobs) {
    absent.addAll(blobs);
  }

  /**
   * The repository has got a blob.
   *
   * @param blob the blob
   * @param mounted whether it took it from another repository
   */
  void arrived(PlannedBlob blob, boolean mounted) {
    arrived.put(blob, mounted);
  }

  /**
   * A tag names the image now, which it did not before.
   *
   * @param tag the tag
   */
  void moved(String tag) {
    movedTags.add(tag);
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
   * Adds to a failure what stays in the repository nevertheless.
   *
   * @param failure what ended the push
   */
  RegistryException addTo(RegistryException failure) {
    List<String> words = new ArrayList<>();
    // Whoever says that it lacks content may have lost what arrived.
    if (!arrived.isEmpty() && failure.reason() != Reason.CONTENT_LACKING) {
      words.add(
          arrived.size()
              + " of "
              + Units.count(absent.size(), "blob")
              + " ("
              + Units.bytes(Amount.of(arrived.keySet()).bytes())
              + ") "
              + (arrived.size() == 1 ? "has" : "have")
              + " arrived, a second run will not send "
              + (arrived.size() == 1 ? "it" : "them")
              + " again");
    }
    if (!movedTags.isEmpty()) {
      words.add(movedInWords());
    }
    return words.isEmpty() ? failure : failure.adding(String.join("; ", words));
  }

  /** Returns which tags were moved, {@code no tag was moved} where there is none. */
  String movedInWords() {
    return switch (movedTags.size()) {
      case 0 -> "no tag was moved";
      case 1 -> "the tag " + movedTags.get(0) + " was moved already";
      default -> "the tags " + String.join(", ", movedTags) + " were moved already";
    };
  }
}
