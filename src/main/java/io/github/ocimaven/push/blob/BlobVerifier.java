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
 * Verifies that a blob's bytes match its descriptor: before it is sent, or, if it is large and has
 * only one destination, while it is sent. In that case, the last bytes are withheld until the
 * digest has been verified. So no registry ever receives all of a blob that does not match its
 * descriptor.
 */
public final class BlobVerifier {

  private final boolean severalDestinations;
  private final Set<Digest> verified = ConcurrentHashMap.newKeySet();
  private final Map<Digest, Object> locks = new ConcurrentHashMap<>();

  /**
   * Creates the verifier of one push.
   *
   * @param severalDestinations whether a blob may be sent several times, so that it is better
   *     hashed once beforehand
   */
  public BlobVerifier(boolean severalDestinations) {
    this.severalDestinations = severalDestinations;
  }

  /**
   * Verifies a blob, once in the life of this verifier, or has it verified while it is sent.
   *
   * @param large whether verifying it while it is sent is worthwhile
   * @param progress is called now and then while the blob is read here; an exception of it ends the
   *     reading
   * @return the bytes to send; reading them throws a {@link CorruptBlobException} if they don't
   *     match the descriptor
   * @throws CorruptBlobException if size or digest differ, or the bytes can't be read
   */
  public Content verify(Descriptor blob, Content content, boolean large, Runnable progress) {
    if (large && !severalDestinations) {
      return new Unverified(blob, content);
    }
    // Other senders of this blob wait: hashing it in parallel would not be faster.
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

  /** Content that is verified while it is read, even over several readings. */
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
        hash = new ResumableHash(); // the old one is of bytes that were rejected
      }
      return new VerifyingStream(in, blob.size(), hash, found -> require(blob, content, found));
    }
  }
}
