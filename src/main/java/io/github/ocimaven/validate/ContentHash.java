package io.github.ocimaven.validate;

import io.github.ocimaven.model.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A hash in the making, by the algorithm of the digest that it will be compared with. */
final class ContentHash {

  private final String algorithm;
  private final MessageDigest hash;

  private ContentHash(String algorithm, MessageDigest hash) {
    this.algorithm = algorithm;
    this.hash = hash;
  }

  /**
   * Begins a hash.
   *
   * @param expected tells the algorithm
   * @return the hash, or nothing where the algorithm is none of the registered ones (descriptor.md,
   *     "Registered algorithms")
   */
  static Optional<ContentHash> like(Digest expected) {
    return switch (expected.algorithm()) {
      case "sha256" -> Optional.of(new ContentHash("sha256", Digest.newSha256()));
      case "sha512" -> Optional.of(new ContentHash("sha512", newSha512()));
      default -> Optional.empty();
    };
  }

  private static MessageDigest newSha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has SHA-512", e);
    }
  }

  void update(byte[] bytes, int offset, int count) {
    hash.update(bytes, offset, count);
  }

  /** Ends the hash. */
  Digest digest() {
    return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
  }
}
