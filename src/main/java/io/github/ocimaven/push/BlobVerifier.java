package io.github.ocimaven.push;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.IoFailure;
import io.github.ocimaven.source.Hashed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes sure that a blob's bytes are the ones that its descriptor names, before they are sent. */
final class BlobVerifier {

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
    Hashed found;
    try (InputStream in = content.open()) {
      found = Hashed.read(in, blob.size(), progress);
    } catch (IOException e) {
      throw new CorruptBlobException(
          content.location(), blob, "bytes that can't be read (" + IoFailure.explain(e) + ")", e);
    }
    if (found.size() != blob.size() || !found.digest().equals(blob.digest())) {
      throw new CorruptBlobException(
          content.location(), blob, found.digest() + " with " + found.size() + " bytes", null);
    }
    verified.add(blob.digest());
  }
}
