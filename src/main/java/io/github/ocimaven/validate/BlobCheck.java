package io.github.ocimaven.validate;

import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Hash;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Reads a blob once, from its first byte to its last, and tells what is wrong with its bytes. */
final class BlobCheck {

  /** Large enough for hashes to run at the speed of memory, small enough for many at once. */
  static final int BUFFER_BYTES = 128 * 1024;

  /** What nothing refers to, nothing tells the type of. */
  private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

  private BlobCheck() {}

  /**
   * Checks that a blob's bytes are the ones that its descriptor names (descriptor.md, rules D4 and
   * D5) and, where the config has a diff_id for it, that it is the layer which the diff_id names.
   * If the bytes are other ones, nothing is said about what they hold: it would follow from that.
   *
   * @param blob what to check
   * @param file where it lies below the source's root, for findings
   * @return what is wrong; nothing for a blob that is missing or has another size, for the planner
   *     sees both
   * @throws CancellationException if the thread is interrupted
   */
  static List<Finding> check(PlannedBlob blob, String file) {
    return check(blob, file, "D5");
  }

  /**
   * Checks that the bytes of a blob that nothing refers to are the ones that its name tells
   * (image-layout.md, rule L5).
   *
   * @param digest what its name tells
   * @param content the blob
   * @param file where it lies below the source's root, for findings
   * @return what is wrong
   * @throws CancellationException if the thread is interrupted
   */
  static List<Finding> checkName(Digest digest, Content content, String file) {
    Descriptor descriptor = new Descriptor(UNKNOWN, digest, content.size());
    return check(new PlannedBlob(descriptor, content, null), file, "L5");
  }

  /** Tells whether a blob's bytes can be compared with its digest. */
  static boolean canHash(Digest digest) {
    return Hash.like(digest).isPresent();
  }

  private static List<Finding> check(PlannedBlob blob, String file, String digestRule) {
    Content content = blob.content();
    Descriptor descriptor = blob.descriptor();
    if (content == null || content.size() != descriptor.size()) {
      return List.of();
    }
    Findings findings = new Findings();
    Findings layerFindings = new Findings();
    Optional<Hash> hash = Hash.like(descriptor.digest());
    try (InputStream bytes = content.open()) {
      HashingStream in = new HashingStream(bytes, content.size(), hash);
      Digest diffId = blob.diffId();
      // Nobody knows what a layer of an unknown type looks like (manifest.md, rule M5).
      if (diffId != null && descriptor.mediaType().isLayer()) {
        new LayerCheck(descriptor, diffId, file, layerFindings).read(in);
      }
      drain(in);
      if (in.count() < content.size()) {
        findings.error(
            "D4",
            file,
            "",
            "an end after " + in.count() + " bytes",
            descriptor.size() + " bytes, as its descriptor says");
        return findings.all();
      }
    } catch (IOException e) {
      HashingStream.requireRunning(); // an interruption closes the file
      findings.error(
          "H1", file, "", "a file that can't be read: " + IoFailure.explain(e), "a readable file");
      return findings.all();
    }
    Digest found = hash.map(Hash::digest).orElse(descriptor.digest());
    if (!found.equals(descriptor.digest())) {
      findings.error(digestRule, file, "", "content with " + found, "" + descriptor.digest());
      return findings.all();
    }
    return layerFindings.all();
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (in.read(buffer) >= 0) {
      // Hashing is all there is to do.
    }
  }
}
