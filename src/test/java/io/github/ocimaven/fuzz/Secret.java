package io.github.ocimaven.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files outside of the images, which links lead to and which no push may read. */
final class Secret {

  private static final String MARKER = "MARKER-5f1c0d7be2";
  private static final byte[] MARKER_BYTES = MARKER.getBytes(StandardCharsets.US_ASCII);

  /** Valid as a config, an index and a manifest, so that a push that reads it continues. */
  private static final String DOCUMENT =
      """
      {"schemaVersion":2,"imageLayoutVersion":"1.0.0","architecture":"amd64","os":"linux",\
      "rootfs":{"type":"layers","diff_ids":[]},"manifests":[],"layers":[],\
      "note":"%s"}"""
          .formatted(MARKER);

  private final List<Path> files;

  Secret(Path directory) throws IOException {
    Path sha256 = Files.createDirectories(directory.resolve("sha256"));
    files =
        List.of(
            Files.writeString(directory.resolve("document"), DOCUMENT),
            Files.writeString(directory.resolve("text"), MARKER + " is no JSON"),
            sha256.getParent(),
            sha256);
    Files.writeString(sha256.resolve("file"), MARKER);
  }

  /** Returns two files, a folder in place of blobs, and one in place of blobs/sha256. */
  List<Path> files() {
    return files;
  }

  /** Returns the content of a file; empty for a folder. */
  static byte[] content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
  }

  /** Returns whether bytes contain the marker of the secret files, plain or compressed. */
  static boolean isIn(byte[] bytes) {
    return holds(bytes) || holds(Tree.plain(bytes));
  }

  static boolean isIn(String text) {
    return text.contains(MARKER);
  }

  private static boolean holds(byte[] bytes) {
    for (int i = 0; i <= bytes.length - MARKER_BYTES.length; i++) {
      int length = 0;
      while (length < MARKER_BYTES.length && bytes[i + length] == MARKER_BYTES[length]) {
        length++;
      }
      if (length == MARKER_BYTES.length) {
        return true;
      }
    }
    return false;
  }
}
