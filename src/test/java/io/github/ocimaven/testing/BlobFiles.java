package io.github.ocimaven.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The contents of all blobs, one file each, so that large layers stay off the heap. Which
 * repository has which blob is not known here.
 */
final class BlobFiles implements AutoCloseable {

  private final TemporaryDirectory directory;

  BlobFiles() throws IOException {
    directory = TemporaryDirectory.create("oci-registry-");
  }

  Path file(String digest) {
    return directory.path().resolve(digest.replace(':', '-'));
  }

  Path newUpload() throws IOException {
    return Files.createTempFile(directory.path(), "upload-", "");
  }

  /** Takes over a file whose digest the caller has checked. */
  void adopt(Path upload, String digest) throws IOException {
    Files.move(upload, file(digest), StandardCopyOption.REPLACE_EXISTING);
  }

  void put(byte[] bytes, String digest) throws IOException {
    Path upload = newUpload();
    Files.write(upload, bytes);
    adopt(upload, digest);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
