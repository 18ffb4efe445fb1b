package io.github.ocimaven.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** OCI digests computed with the JDK only, as an oracle that is independent of the plugin. */
public final class Digests {

  public static final int BUFFER_SIZE = 64 * 1024;

  private static final Pattern SUPPORTED =
      Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

  private Digests() {}

  /** The sha256 digest of some bytes, with its algorithm prefix. */
  public static String sha256(byte[] bytes) {
    return toDigest(newSha256().digest(bytes));
  }

  /** The sha256 digest of a file, with its algorithm prefix. */
  public static String sha256(Path file) throws IOException {
    return "sha256:" + hex(file, "SHA-256");
  }

  public static boolean isSupported(String digest) {
    return SUPPORTED.matcher(digest).matches();
  }

  public static boolean matches(String digest, byte[] bytes) {
    return isSupported(digest)
        && digest.endsWith(
            ":" + HexFormat.of().formatHex(newMessageDigest(algorithm(digest)).digest(bytes)));
  }

  public static boolean matches(String digest, Path file) throws IOException {
    return isSupported(digest) && digest.endsWith(":" + hex(file, algorithm(digest)));
  }

  /** Starts a hash. */
  public static MessageDigest newSha256() {
    return newMessageDigest("SHA-256");
  }

  public static String toDigest(byte[] sha256) {
    return "sha256:" + HexFormat.of().formatHex(sha256);
  }

  private static String algorithm(String digest) {
    return digest.startsWith("sha512:") ? "SHA-512" : "SHA-256";
  }

  private static String hex(Path file, String algorithm) throws IOException {
    MessageDigest messageDigest = newMessageDigest(algorithm);
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        messageDigest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(messageDigest.digest());
  }

  private static MessageDigest newMessageDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
