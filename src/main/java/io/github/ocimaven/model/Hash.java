package io.github.ocimaven.model;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** An incremental hash, for content that is read or written piece by piece. */
public final class Hash {

  private final String algorithm;
  private final MessageDigest hash;

  private Hash(String algorithm, String javaName) {
    this.algorithm = algorithm;
    try {
      this.hash = MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has " + javaName, e);
    }
  }

  /** Begins a sha256 hash, the algorithm that every registry understands. */
  public static Hash sha256() {
    return new Hash(Digest.SHA256, "SHA-256");
  }

  /**
   * Begins a hash with the algorithm of the digest that it will be compared with.
   *
   * @param expected the digest to compare with
   * @return the hash, or empty if the algorithm is not a registered one (descriptor.md, "Registered
   *     algorithms")
   */
  public static Optional<Hash> like(Digest expected) {
    return switch (expected.algorithm()) {
      case Digest.SHA256 -> Optional.of(sha256());
      case Digest.SHA512 -> Optional.of(new Hash(Digest.SHA512, "SHA-512"));
      default -> Optional.empty();
    };
  }

  /** Adds bytes. */
  public void update(byte[] bytes, int offset, int count) {
    hash.update(bytes, offset, count);
  }

  /**
   * Returns a stream that adds everything written to it.
   *
   * @param out where the bytes are passed on; closed with the returned stream
   */
  public OutputStream of(OutputStream out) {
    return new DigestOutputStream(out, hash);
  }

  /** Ends the hash; nothing may be added afterwards. */
  public Digest digest() {
    return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
  }
}
