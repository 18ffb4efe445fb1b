package io.github.ocimaven.registry.jib.connection;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/** Compares the name of a host with the names in its certificate (RFC 2818, section 3.1). */
final class HostNames {

  private HostNames() {}

  /**
   * Requires that a certificate is valid for a host. A wildcard must not cover a public suffix, as
   * {@code *.co.uk} does. The list of public suffixes takes 0.1 s to read, so it is only read for
   * certificates with a wildcard.
   *
   * @param host the name or address of the connection
   * @throws SSLException if the certificate is for other hosts
   */
  static void verify(String host, X509Certificate certificate) throws SSLException {
    var suffixes = hasWildcard(certificate) ? PublicSuffixMatcherLoader.getDefault() : null;
    new DefaultHostnameVerifier(suffixes).verify(host, certificate);
  }

  private static boolean hasWildcard(X509Certificate certificate) {
    try {
      return (certificate.getSubjectX500Principal()
              + " "
              + certificate.getSubjectAlternativeNames())
          .contains("*");
    } catch (CertificateParsingException e) {
      return true;
    }
  }
}
