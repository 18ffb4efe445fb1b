package io.github.ocimaven.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Tells tars from other files. */
public final class Tars {

  /** How many bytes a tar's header has: what {@link #isHeader} needs. */
  public static final int HEADER_BYTES = 512;

  private Tars() {}

  /**
   * Tells whether bytes are the header of a tar's entry (POSIX.1-2001, pax, "ustar Interchange
   * Format"), also in the older form without a magic number.
   *
   * @param header {@value #HEADER_BYTES} bytes, or fewer where the file ends
   */
  public static boolean isHeader(byte[] header) {
    if (header.length < HEADER_BYTES) {
      return false;
    }
    try {
      return TarArchiveInputStream.matches(header, header.length)
          || TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) {
      return false; // there is no number where a header has its checksum
    }
  }

  static boolean isTar(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isHeader(in.readNBytes(HEADER_BYTES));
    }
  }
}
