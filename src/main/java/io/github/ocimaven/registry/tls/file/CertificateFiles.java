package io.github.ocimaven.registry.tls.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from PEM files. */
public final class CertificateFiles {

  private CertificateFiles() {}

  /**
   * Reads a file that must contain at least one certificate and no malformed one.
   *
   * @param what the expected content, for messages
   * @param file a PEM file
   * @return one or more certificates
   * @throws CertificateFileException if the file can't be read, is malformed, or contains no
   *     certificate
   */
  public static List<X509Certificate> read(String what, Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.read(what, file)) {
      if (block.isCertificate()) {
        try {
          certificates.add(parse(block));
        } catch (CertificateException | IllegalArgumentException e) {
          throw new CertificateFileException(
              what,
              file,
              "its certificate no. "
                  + (certificates.size() + 1)
                  + " is malformed; export it again, as PEM",
              e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateFileException(
          what,
          file,
          "it holds no PEM certificate (-----BEGIN CERTIFICATE-----); convert a DER certificate"
              + " with openssl x509 -inform der -in … -out …",
          null);
    }
    return certificates;
  }

  /**
   * Reads all valid certificates, skipping others: the user is not expected to fix a system's
   * bundle.
   */
  public static List<X509Certificate> readWhatIsGood(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Pem block : Pem.read(file)) {
        if (block.isCertificate()) {
          addIfGood(block, certificates);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return certificates;
  }

  private static void addIfGood(Pem block, List<X509Certificate> certificates) {
    try {
      certificates.add(parse(block));
    } catch (CertificateException | IllegalArgumentException e) {
      // Go, and with it Docker and podman, skips it as well.
    }
  }

  private static X509Certificate parse(Pem block) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block.content()));
  }
}
