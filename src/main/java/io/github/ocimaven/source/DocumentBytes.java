package io.github.ocimaven.source;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a JSON document's bytes, which are held in memory and so are bounded. */
public final class DocumentBytes {

  private DocumentBytes() {}

  /**
   * Reads a whole document.
   *
   * @param content where it lies; at most {@link Documents#MAX_BYTES} are read
   * @param file its name below the source's root, for findings
   * @param findings gets an error where it is too large, shorter than it says, or can't be read
   * @return the bytes, or nothing where there is a finding
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
