package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.file.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The CA certificates that the operating system trusts. Docker and podman trust them; among JDKs,
 * only those packaged by Linux distributions do.
 */
final class SystemCertificates {

  /**
   * The bundle's path on each system; the first existing one is used. Go, and with it Docker and
   * podman, looks there (https://go.dev/src/crypto/x509/root_linux.go, root_bsd.go).
   */
  private static final List<Path> BUNDLES =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt", // Debian, Gentoo
              "/etc/pki/tls/certs/ca-bundle.crt", // Fedora
              "/etc/ssl/ca-bundle.pem", // openSUSE
              "/etc/pki/tls/cacert.pem", // OpenELEC
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL
              "/usr/local/etc/ssl/cert.pem", // FreeBSD
              "/etc/ssl/cert.pem", // Alpine, OpenBSD
              "/usr/local/share/certs/ca-root-nss.crt", // DragonFly
              "/etc/openssl/certs/ca-certificates.crt") // NetBSD
          .map(Path::of)
          .toList();

  /** The key stores through which the JDK exposes the certificates of Windows and macOS. */
  private static final List<String> STORES =
      List.of("Windows-ROOT", "KeychainStore-ROOT", "KeychainStore");

  private SystemCertificates() {}

  /**
   * Reads all of them, skipping any that can't be read.
   *
   * @param environment the environment variables; {@code SSL_CERT_FILE} names another bundle
   */
  static Set<X509Certificate> read(Map<String, String> environment) {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    List<Path> bundles = named.isEmpty() ? BUNDLES : List.of(Path.of(named));
    Set<X509Certificate> certificates = new LinkedHashSet<>();
    bundles.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .map(CertificateFiles::readWhatIsGood)
        .ifPresent(certificates::addAll);
    Set<String> known = Security.getAlgorithms("KeyStore");
    STORES.stream()
        .filter(type -> known.stream().anyMatch(type::equalsIgnoreCase))
        .map(SystemCertificates::readStore)
        .forEach(certificates::addAll);
    return certificates;
  }

  private static List<X509Certificate> readStore(String type) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      return List.of();
    }
    return certificates;
  }
}
