package io.github.ocimaven.plan;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.DocumentBytes;
import java.util.Optional;

/** Compares content with its descriptors: rules D4, D5 and D10. */
final class DescribedContent {

  private DescribedContent() {}

  /**
   * Returns whether content has its descriptor's size, which is known without reading it.
   *
   * @param content the content in the source
   * @param descriptor its descriptor
   * @param file its file, for findings
   * @param findings gets an error if the sizes differ
   */
  static boolean hasSize(Content content, Descriptor descriptor, String file, Findings findings) {
    if (content.size() != descriptor.size()) {
      findings.error(
          "D4",
          file,
          "",
          content.size() + " bytes",
          descriptor.size() + " bytes, as its descriptor says");
      return false;
    }
    return true;
  }

  /**
   * Reads a document, and checks its digest.
   *
   * @param content the content in the source, which has the descriptor's size
   * @param descriptor its descriptor
   * @param file its file, for findings
   * @param findings gets an error if its digest differs, it is too large, or can't be read
   * @return the bytes, or empty if there is a finding
   */
  static Optional<byte[]> read(
      Content content, Descriptor descriptor, String file, Findings findings) {
    Optional<byte[]> bytes = DocumentBytes.read(content, file, findings);
    if (bytes.isPresent() && !Digest.sha256(bytes.get()).equals(descriptor.digest())) {
      findings.error(
          "D5", file, "", "content with " + Digest.sha256(bytes.get()), "" + descriptor.digest());
      return Optional.empty();
    }
    return bytes;
  }

  /**
   * Returns whether the content of a descriptor should be looked up. Content with another digest
   * algorithm than sha256 is allowed in a layout, but can't be pushed.
   *
   * @param descriptor the content's descriptor
   * @param parent the document that refers to it, for findings
   * @param pushing whether it is looked up for a push, not just for validation
   * @param findings gets an error, or in a validation a warning, if the content can't be pushed
   */
  static boolean isUsable(
      Descriptor descriptor, String parent, boolean pushing, Findings findings) {
    if (descriptor.digest().isSha256()) {
      return true;
    }
    String found =
        descriptor.digest()
            + " (it can't be pushed: registries and this plugin identify content by sha256 only)";
    String expected = "a digest, sha256:<64 hex digits>";
    if (pushing) {
      findings.error("D10", parent, "", found, expected);
    } else {
      findings.warning("D10", parent, "", found, expected);
    }
    return !pushing;
  }

  /**
   * Compares two descriptors of the same content.
   *
   * @param known the one that was found first
   * @param other another one with the same digest
   * @param parent the document that contains the other one, for findings
   * @param findings gets an error if their sizes differ
   */
  static void requireSameSize(
      Descriptor known, Descriptor other, String parent, Findings findings) {
    if (known.size() != other.size()) {
      findings.error(
          "D4",
          parent,
          "",
          other.digest() + " with " + other.size() + " bytes",
          known.size() + " bytes, as another descriptor says");
    }
  }
}
