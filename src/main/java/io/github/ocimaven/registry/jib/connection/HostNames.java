package io.github.ocimaven.registry.jib.connection;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/** Compares the name of a host with those that its certificate is for (RFC 2818, section 3.1). */
final class HostNames {

  private HostNames() {}

  /**
   * Makes sure that a certificate is for a host. Nobody may vouch for all of {@code *.co.uk}; but
   * the list of such suffixes takes 0.1 s to read, so it is read for certificates with a wildcard
   * alone.
   *
   * @param host the name or address that was connected to
   * @param certificate what it showed
   * @throws SSLException if it is for others
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
