package io.github.ocimaven.registry.tls.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;

/**
 * Reads the key of a certificate from a PEM file: PKCS#8, and the older forms PKCS#1 (RSA) and SEC1
 * (EC).
 *
 * <p>A library for this would add 10 MB: all of them build on Bouncy Castle.
 */
final class PrivateKeyFile {

  private static final String WHAT = "the key of a client certificate";

  /** For each key algorithm, a signature algorithm to check that a key belongs to a certificate. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private PrivateKeyFile() {}

  /**
   * Reads a key.
   *
   * @param file a PEM file
   * @param certificateFile the certificate's file, for messages
   * @param owner the certificate's public key
   * @throws CertificateFileException if the file can't be read, is malformed or encrypted, or
   *     contains no key or the key of another certificate
   */
  static PrivateKey read(Path file, Path certificateFile, PublicKey owner) {
    Pem block =
        Pem.read(WHAT, file).stream()
            .filter(Pem::isPrivateKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new CertificateFileException(
                        WHAT, file, "it holds no PEM key (-----BEGIN PRIVATE KEY-----)", null));
    if (block.isEncrypted()) {
      throw new CertificateFileException(
          WHAT,
          file,
          "it is encrypted, and a build cannot ask for its passphrase; Docker and podman cannot use"
              + " it either; write it without a passphrase with openssl pkey -in … -out …",
          null);
    }
    PrivateKey key;
    boolean belongs;
    try {
      key = parse(block, owner);
      belongs = belongTogether(key, owner);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new CertificateFileException(
          WHAT,
          file,
          "it is malformed, or not of type "
              + owner.getAlgorithm()
              + ", which "
              + certificateFile.getFileName()
              + " requires",
          e);
    }
    if (!belongs) {
      throw new CertificateFileException(
          WHAT,
          file,
          "it is not the key of "
              + certificateFile.getFileName()
              + "; replace it with the key of that certificate, or the certificate with the one"
              + " issued for this key",
          null);
    }
    return key;
  }

  private static PrivateKey parse(Pem block, PublicKey owner) throws GeneralSecurityException {
    byte[] content = block.content();
    byte[] encoded = block.label().equals("PRIVATE KEY") ? content : pkcs8(content, owner);
    return KeyFactory.getInstance(owner.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /**
   * Wraps an older form in PKCS#8 (RFC 5208), {@code SEQUENCE {version 0, algorithm, OCTET
   * STRING}}. The algorithm is taken from the public key's encoding, {@code SEQUENCE {algorithm,
   * BIT STRING}}.
   */
  private static byte[] pkcs8(byte[] key, PublicKey owner) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[] {2, 1, 0});
    content.writeBytes(algorithm(owner.getEncoded()));
    content.writeBytes(value(4, key));
    return value(0x30, content.toByteArray());
  }

  private static byte[] algorithm(byte[] publicKey) {
    ByteBuffer der = ByteBuffer.wrap(publicKey);
    readHeader(der);
    int start = der.position();
    int length = readHeader(der);
    byte[] algorithm = new byte[der.position() - start + length];
    der.position(start).get(algorithm);
    return algorithm;
  }

  /** Reads a DER tag and length (X.690, 8.1.3), and returns the length. */
  private static int readHeader(ByteBuffer der) {
    der.get();
    int first = Byte.toUnsignedInt(der.get());
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int left = first & 0x7f; left > 0; left--) {
      length = length << 8 | Byte.toUnsignedInt(der.get());
    }
    return length;
  }

  /** Encodes a tag, a length and a value, which is shorter than 64 KiB, in DER. */
  private static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (content.length > 0xff) {
      der.write(0x82);
      der.write(content.length >> 8);
    } else if (content.length > 0x7f) {
      der.write(0x81);
    }
    der.write(content.length);
    der.writeBytes(content);
    return der.toByteArray();
  }

  private static boolean belongTogether(PrivateKey key, PublicKey owner)
      throws GeneralSecurityException {
    String algorithm = SIGNATURES.get(owner.getAlgorithm());
    if (algorithm == null) {
      return true;
    }
    byte[] anything = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(anything);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(owner);
    verifier.update(anything);
    return verifier.verify(signature);
  }
}
