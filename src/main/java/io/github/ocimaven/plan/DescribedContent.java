package io.github.ocimaven.plan;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.DocumentBytes;
import java.util.Optional;

/** Compares content with what its descriptors say: rules D4, D5 and D10. */
final class DescribedContent {

  private DescribedContent() {}

  /**
   * Tells whether content has its descriptor's size, which is known without reading it.
   *
   * @param content what the source has
   * @param descriptor what it should be
   * @param file where it lies, for findings
   * @param findings gets an error where it has not
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
   * Reads a document, and tells whether its bytes are the ones that its descriptor names.
   *
   * @param content what the source has, of the descriptor's size
   * @param descriptor what it should be
   * @param file where it lies, for findings
   * @param findings gets an error where it is something else, too large, or can't be read
   * @return the bytes, or nothing where there is a finding
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
   * Tells whether content of a digest is to be looked up. By another algorithm than sha256 it may
   * lie in a layout, but can't be pushed.
   *
   * @param descriptor of the content
   * @param parent the document that refers to it, for findings
   * @param pushing whether it is looked up for a push, and not for a validation alone
   * @param findings gets an error where it can't be pushed and should be, or else a warning
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
   * @param parent the document that has the other one, for findings
   * @param findings gets an error where their sizes differ
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
