package io.github.ocimaven.push;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes sure that a blob's bytes are the ones that its descriptor names, before they are sent. */
final class BlobVerifier {

  // Large enough for the hash to run at the speed of memory, small enough for many at once.
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Set<Digest> verified = ConcurrentHashMap.newKeySet();

  /**
   * Reads and hashes a blob, once in the life of this verifier.
   *
   * @param blob what its descriptor says
   * @param content its bytes
   * @param progress is called now and then while it is read; what it throws ends the reading
   * @throws CorruptBlobException if size or digest differ, or the bytes can't be read
   */
  void verify(Descriptor blob, Content content, Runnable progress) {
    if (verified.contains(blob.digest())) {
      return;
    }
    MessageDigest hash = Digest.newSha256();
    long size = 0;
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hash.update(buffer, 0, count);
        size += count;
        progress.run();
      }
    } catch (IOException e) {
      throw new CorruptBlobException(
          content.location(), blob, "bytes that can't be read (" + IoFailure.explain(e) + ")", e);
    }
    Digest digest = Digest.ofSha256(hash.digest());
    if (size != blob.size() || !digest.equals(blob.digest())) {
      throw new CorruptBlobException(
          content.location(), blob, digest + " with " + size + " bytes", null);
    }
    verified.add(blob.digest());
  }
}
