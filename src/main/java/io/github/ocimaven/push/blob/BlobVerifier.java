package io.github.ocimaven.push.blob;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.DigestAndSize;
import io.github.ocimaven.model.ResumableHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes sure that a blob's bytes are the ones that its descriptor names: before it is sent, or, if
 * it is large and has one destination only, on the way, where its end is held back until all before
 * it is known to be right. So no registry ever gets the whole of a blob that is another one.
 */
public final class BlobVerifier {

  private final boolean severalDestinations;
  private final Set<Digest> verified = ConcurrentHashMap.newKeySet();
  private final Map<Digest, Object> locks = new ConcurrentHashMap<>();

  /**
   * Makes a verifier for one push.
   *
   * @param severalDestinations whether a blob may be sent several times, so that it is better
   *     hashed once before
   */
  public BlobVerifier(boolean severalDestinations) {
    this.severalDestinations = severalDestinations;
  }

  /**
   * Verifies a blob, once in the life of this verifier, or sees to it that it is when it is sent.
   *
   * @param blob what its descriptor says
   * @param content its bytes
   * @param large whether it is worth while to do it on the way
   * @param progress is called now and then while it is read here; what it throws ends the reading
   * @return the bytes to send; to read them throws a {@link CorruptBlobException} where they are
   *     other ones
   * @throws CorruptBlobException if size or digest differ, or the bytes can't be read
   */
  public Content verify(Descriptor blob, Content content, boolean large, Runnable progress) {
    if (large && !severalDestinations) {
      return new Unverified(blob, content);
    }
    // Whoever wants to send it meanwhile waits: to hash it as well would take no less time.
    synchronized (locks.computeIfAbsent(blob.digest(), digest -> new Object())) {
      if (!verified.contains(blob.digest())) {
        hash(blob, content, progress);
      }
    }
    return content;
  }

  private void hash(Descriptor blob, Content content, Runnable progress) {
    try (InputStream in = content.open()) {
      require(blob, content, DigestAndSize.read(in, blob.size(), progress));
    } catch (IOException e) {
      throw CorruptBlobException.unreadable(content.location(), blob, e);
    }
  }

  private void require(Descriptor blob, Content content, DigestAndSize found) {
    if (found.size() != blob.size() || !found.digest().equals(blob.digest())) {
      throw new CorruptBlobException(
          content.location(), blob, found.digest() + " with " + found.size() + " bytes", null);
    }
    verified.add(blob.digest());
  }

  /** Content that is verified while it is read, in as many readings as it takes. */
  private final class Unverified implements Content {

    private final Descriptor blob;
    private final Content content;
    private ResumableHash hash = new ResumableHash();

    Unverified(Descriptor blob, Content content) {
      this.blob = blob;
      this.content = content;
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public String location() {
      return content.location();
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = content.open();
      if (verified.contains(blob.digest())) {
        return in;
      }
      if (hash.isEnded()) {
        hash = new ResumableHash(); // of other bytes, which were refused
      }
      return new VerifyingStream(in, blob.size(), hash, found -> require(blob, content, found));
    }
  }
}
