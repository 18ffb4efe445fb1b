package io.github.ocimaven.testing.registry.exchange;

import io.github.ocimaven.testing.TemporaryDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The contents of all blobs, one file each, so that large layers stay off the heap. Does not know
 * which repository has which blob.
 */
public final class BlobFiles implements AutoCloseable {

  private final TemporaryDirectory directory;
  private final boolean discarding;

  /**
   * Creates an empty store.
   *
   * @param discarding whether uploaded bytes are dropped: files are then empty
   */
  BlobFiles(boolean discarding) throws IOException {
    this.discarding = discarding;
    directory = TemporaryDirectory.create("oci-registry-");
  }

  Path file(String digest) {
    return directory.path().resolve(digest.replace(':', '-'));
  }

  public Path newUpload() throws IOException {
    return Files.createTempFile(directory.path(), "upload-", "");
  }

  /** Opens an upload's file for appending. */
  public OutputStream append(Path upload) throws IOException {
    return discarding
        ? OutputStream.nullOutputStream()
        : Files.newOutputStream(upload, StandardOpenOption.APPEND);
  }

  /** Takes over a file whose digest the caller has checked. */
  public void adopt(Path upload, String digest) throws IOException {
    Files.move(upload, file(digest), StandardCopyOption.REPLACE_EXISTING);
  }

  public void put(byte[] bytes, String digest) throws IOException {
    Path upload = newUpload();
    Files.write(upload, bytes);
    adopt(upload, digest);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
