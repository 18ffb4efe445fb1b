package io.github.ocimaven.model;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A content digest, {@code algorithm:encoded} (image-spec, descriptor.md, "Digests").
 *
 * <p>Every digest that fits the grammar is allowed; {@link #isSha256()} identifies those that every
 * registry understands. The registered algorithms have a fixed form: 64 lower-case hex digits for
 * {@code sha256}, 128 for {@code sha512}.
 *
 * @param algorithm the algorithm's name, such as {@code sha256}
 * @param encoded the encoded hash, for {@code sha256} 64 lower-case hex digits
 */
public record Digest(String algorithm, String encoded) {

  static final String SHA256 = "sha256";
  static final String SHA512 = "sha512";

  // Possessive, because a pattern that backtracks overflows the stack on hostile input.
  private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9]++(?:[+._-][a-z0-9]++)*+");
  private static final Pattern ENCODED = Pattern.compile("[a-zA-Z0-9=_-]+");
  private static final Pattern HEX = Pattern.compile("[a-f0-9]+");

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if a part does not match the grammar; the message says which
   */
  public Digest {
    if (!isAlgorithm(algorithm)) {
      throw new IllegalArgumentException(
          "'" + algorithm + "' is not a digest algorithm, such as sha256");
    }
    if (!isEncoded(encoded)) {
      throw new IllegalArgumentException("'" + encoded + "' is not an encoded digest");
    }
    requireHex(algorithm, encoded, SHA256, 64);
    requireHex(algorithm, encoded, SHA512, 128);
  }

  private static void requireHex(String algorithm, String encoded, String registered, int length) {
    if (algorithm.equals(registered)
        && (encoded.length() != length || !HEX.matcher(encoded).matches())) {
      throw new IllegalArgumentException(
          "a " + registered + " digest has " + length + " lower-case hex digits");
    }
  }

  /** Returns whether a name may be a digest's algorithm, and so a folder below {@code blobs/}. */
  public static boolean isAlgorithm(String name) {
    return ALGORITHM.matcher(name).matches();
  }

  /** Returns whether a name may be an encoded hash of some algorithm. */
  public static boolean isEncoded(String name) {
    return ENCODED.matcher(name).matches();
  }

  /**
   * Parses {@code algorithm:encoded}.
   *
   * @param text for example {@code
   *     sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a}
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a digest of the form algorithm:encoded");
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Hashes bytes with sha256. */
  public static Digest sha256(byte[] content) {
    Hash hash = Hash.sha256();
    hash.update(content, 0, content.length);
    return hash.digest();
  }

  /** Hashes a text's UTF-8 bytes with sha256. */
  public static Digest sha256(String content) {
    return sha256(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether this is a sha256 digest, the only algorithm that every registry accepts. */
  public boolean isSha256() {
    return algorithm.equals(SHA256);
  }

  /** Returns {@code algorithm:encoded}. */
  @Override
  public String toString() {
    return algorithm + ":" + encoded;
  }
}
