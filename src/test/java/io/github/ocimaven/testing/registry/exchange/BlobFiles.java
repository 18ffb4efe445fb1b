package io.github.ocimaven.testing.registry.exchange;

import io.github.ocimaven.testing.TemporaryDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The contents of all blobs, one file each, so that large layers stay off the heap. Which
 * repository has which blob is not known here.
 */
public final class BlobFiles implements AutoCloseable {

  private final TemporaryDirectory directory;
  private final boolean discarding;

  /**
   * Starts with none.
   *
   * @param discarding whether what is uploaded is dropped: a file is then empty
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

  /** Opens an upload's file to write behind what it has. */
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
