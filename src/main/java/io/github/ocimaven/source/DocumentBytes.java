package io.github.ocimaven.source;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a JSON document into memory, up to a size limit. */
public final class DocumentBytes {

  private DocumentBytes() {}

  /**
   * Reads a whole document.
   *
   * @param content the document; at most {@link Documents#MAX_BYTES} are read
   * @param file its name below the source's root, for findings
   * @param findings gets an error if it is too large, shorter than declared, or unreadable
   * @return the bytes, or empty if there is a finding
   */
  public static Optional<byte[]> read(Content content, String file, Findings findings) {
    if (content.size() > Documents.MAX_BYTES) {
      findings.error(
          "H2", file, "", content.size() + " bytes", "at most " + Documents.MAX_BYTES + " bytes");
      return Optional.empty();
    }
    try (InputStream in = content.open()) {
      byte[] bytes = in.readNBytes((int) content.size());
      if (bytes.length < content.size()) {
        findings.error(
            "H3", file, "", "an end after " + bytes.length + " bytes", content.size() + " bytes");
        return Optional.empty();
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      findings.error(
          "H1", file, "", "a file that can't be read: " + IoFailure.explain(e), "a readable file");
      return Optional.empty();
    }
  }
}
