package io.github.ocimaven.registry.tls.file;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A client certificate and its key.
 *
 * @param chain the certificate, followed by those between it and a CA
 * @param file the file of the certificate
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key, Path file) {

  /** Copies the list. */
  public ClientCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads a pair of PEM files.
   *
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if one of them is
   *     unusable
   */
  public static ClientCertificate read(Path certificate, Path key) {
    List<X509Certificate> chain = CertificateFiles.read("the client certificate", certificate);
    return new ClientCertificate(
        chain, PrivateKeyFile.read(key, certificate, chain.get(0).getPublicKey()), certificate);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
