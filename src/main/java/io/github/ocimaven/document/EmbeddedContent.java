package io.github.ocimaven.document;

import io.github.ocimaven.model.Digest;
import java.util.Base64;

/** Checks the content embedded in a descriptor (image-spec, descriptor.md): rule D7. */
final class EmbeddedContent {

  private EmbeddedContent() {}

  /**
   * Compares it with the descriptor. Only a sha256 digest is compared, because content with any
   * other digest can't be pushed anyway (rule D10).
   *
   * @param data the {@code data} property; may be absent
   * @param digest the descriptor's digest
   * @param size the descriptor's size in bytes
   */
  static void check(JsonPlace data, Digest digest, long size) {
    if (data.isAbsent()) {
      return;
    }
    String text = data.node().isTextual() ? data.node().textValue() : null;
    if (text == null || text.length() % 4 != 0) {
      // The JDK's decoder accepts missing padding; RFC 4648 and other readers do not.
      data.error("D7", "base64 (RFC 4648, section 4)");
      return;
    }
    byte[] content;
    try {
      content = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      data.error("D7", "base64 (RFC 4648, section 4)");
      return;
    }
    if (content.length != size) {
      data.error("D7", content.length + " bytes", size + " bytes, as the descriptor says");
    } else if (digest.isSha256() && !Digest.sha256(content).equals(digest)) {
      data.error("D7", "content with " + Digest.sha256(content), digest.toString());
    }
  }
}
