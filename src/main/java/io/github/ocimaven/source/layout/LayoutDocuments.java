package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.DocumentBytes;
import io.github.ocimaven.source.files.SourceFiles;
import java.util.Optional;

/**
 * Reads documents of a layout to find out what they are. Their errors are not reported here:
 * walking the image reports those of its own documents, and those of other documents don't matter.
 */
final class LayoutDocuments {

  /** Limits the bytes that are read in all. A single document has at most 4 MiB. */
  private static final long MAX_BYTES = 4L * Documents.MAX_BYTES;

  private final SourceFiles files;
  private long bytesRead;

  LayoutDocuments(SourceFiles files) {
    this.files = files;
  }

  /** Returns the path of a blob below the layout's root. */
  static String file(Digest digest) {
    return OciLayout.BLOBS + "/" + digest.algorithm() + "/" + digest.encoded();
  }

  /**
   * Reads a document.
   *
   * @return its bytes, or empty if the layout lacks it, it does not match its descriptor, or too
   *     much was read already
   */
  Optional<byte[]> read(Descriptor descriptor) {
    String file = file(descriptor.digest());
    Findings ignored = new Findings();
    if (!descriptor.digest().isSha256()) {
      return Optional.empty();
    }
    return files
        .file(file, ignored)
        .filter(content -> content.size() == descriptor.size() && isWithinBounds(content))
        .flatMap(content -> DocumentBytes.read(content, file, ignored))
        .filter(bytes -> Digest.sha256(bytes).equals(descriptor.digest()));
  }

  private boolean isWithinBounds(Content content) {
    if (content.size() > Documents.MAX_BYTES || bytesRead + content.size() > MAX_BYTES) {
      return false;
    }
    bytesRead += content.size();
    return true;
  }
}
