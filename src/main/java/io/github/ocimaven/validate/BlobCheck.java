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

/** Reads a blob once, from its first byte to its last, and returns findings on its bytes. */
final class BlobCheck {

  /** Large enough to hash at memory speed, small enough to have many at once. */
  static final int BUFFER_BYTES = 128 * 1024;

  /** Stands for the unknown type of a blob that nothing refers to. */
  private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

  private BlobCheck() {}

  /**
   * Checks that a blob's bytes match its descriptor (descriptor.md, rules D4 and D5) and, if the
   * config has a diff_id for it, that it is the layer with that diff_id. If the bytes do not match,
   * there are no findings on the layer, since they would just be consequences.
   *
   * @param blob the blob to check
   * @param file its file below the source's root, for findings
   * @return the findings; empty for a blob that is missing or has another size, since the planner
   *     reports both
   * @throws CancellationException if the thread is interrupted
   */
  static List<Finding> check(PlannedBlob blob, String file) {
    return check(blob, file, "D5");
  }

  /**
   * Checks that the bytes of a blob that nothing refers to match its name (image-layout.md, rule
   * L5).
   *
   * @param digest the digest in its name
   * @param content the blob
   * @param file its file below the source's root, for findings
   * @return the findings
   * @throws CancellationException if the thread is interrupted
   */
  static List<Finding> checkName(Digest digest, Content content, String file) {
    Descriptor descriptor = new Descriptor(UNKNOWN, digest, content.size());
    return check(new PlannedBlob(descriptor, content, null), file, "L5");
  }

  /** Returns whether a blob's bytes can be compared with its digest. */
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
      // The format of a layer of an unknown type is unknown (manifest.md, rule M5).
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
      HashingStream.requireRunning(); // an interrupt closes the file
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
      // The stream hashes what is read.
    }
  }
}
