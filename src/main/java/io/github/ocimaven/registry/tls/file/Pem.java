package io.github.ocimaven.registry.tls.file;

import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what it is, {@code CERTIFICATE} for example
 * @param body what stands between its first and its last line
 */
record Pem(String label, String body) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * Reads all blocks of a file; text around them is none.
   *
   * @param what what the file should hold, for the message
   * @param file the file
   * @throws CertificateFileException if it can't be read
   */
  static List<Pem> read(String what, Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new CertificateFileException(
          what,
          file,
          IoFailure.explain(e) + "; check the path, and that whoever runs the build may read it",
          e);
    }
  }

  static List<Pem> read(Path file) throws IOException {
    // A byte is a character: comments may be in any encoding.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return BLOCK
        .matcher(text)
        .results()
        .map(block -> new Pem(block.group(1), block.group(2)))
        .toList();
  }

  boolean isCertificate() {
    return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
  }

  boolean isPrivateKey() {
    return label.endsWith("PRIVATE KEY");
  }

  /**
   * Tells whether a passphrase is needed: in PKCS#8 the label says so, else a header (RFC 1421).
   */
  boolean isEncrypted() {
    return label.startsWith("ENCRYPTED ") || body.contains("ENCRYPTED");
  }

  /** Returns the label alone: the body may be a key. */
  @Override
  public String toString() {
    return label;
  }

  /** Returns what the base64 stands for; what is no base64 in it is left out. */
  byte[] content() {
    return Base64.getMimeDecoder().decode(body);
  }
}
