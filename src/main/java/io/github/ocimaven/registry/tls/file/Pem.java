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
 * @param label the type of the content, for example {@code CERTIFICATE}
 * @param body the text between the first and the last line
 */
record Pem(String label, String body) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * Reads all blocks of a file; the text around them is ignored.
   *
   * @param what the expected content, for messages
   * @throws CertificateFileException if the file can't be read
   */
  static List<Pem> read(String what, Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new CertificateFileException(
          what,
          file,
          IoFailure.explain(e)
              + "; check the path, and that the user running the build may read it",
          e);
    }
  }

  static List<Pem> read(Path file) throws IOException {
    // Decode each byte as a character: comments may be in any encoding.
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
   * Returns whether a passphrase is needed: PKCS#8 says so in the label, other forms in a header
   * (RFC 1421).
   */
  boolean isEncrypted() {
    return label.startsWith("ENCRYPTED ") || body.contains("ENCRYPTED");
  }

  /** Returns only the label: the body may be a key. */
  @Override
  public String toString() {
    return label;
  }

  /** Decodes the base64; other characters are skipped. */
  byte[] content() {
    return Base64.getMimeDecoder().decode(body);
  }
}
