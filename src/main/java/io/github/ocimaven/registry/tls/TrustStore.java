package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.file.KeyStores;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/** CA certificates that are read when they are needed first: it takes a quarter of a second. */
final class TrustStore {

  /** Reads a trust store. */
  @FunctionalInterface
  private interface Reader {
    X509ExtendedTrustManager read() throws GeneralSecurityException;
  }

  private final Reader reader;
  private Optional<X509ExtendedTrustManager> manager = Optional.empty();
  private boolean isRead;

  private TrustStore(Reader reader) {
    this.reader = reader;
  }

  /** Returns a store of these certificates. */
  static TrustStore of(Collection<X509Certificate> authorities) {
    return new TrustStore(() -> KeyStores.trust(authorities));
  }

  /** Returns the JVM's own, or the one that {@code javax.net.ssl.trustStore} names. */
  static TrustStore jvm() {
    return new TrustStore(JvmTrust::read);
  }

  /** Returns the operating system's. */
  static TrustStore system() {
    return new TrustStore(() -> KeyStores.trust(SystemCertificates.read(System.getenv())));
  }

  /**
   * Returns the manager that trusts what the store holds, or none where the store is empty, with
   * which the JDK's managers fail.
   *
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if it can't be read
   */
  synchronized Optional<X509ExtendedTrustManager> manager() {
    if (!isRead) {
      try {
        manager = Optional.of(reader.read()).filter(read -> read.getAcceptedIssuers().length > 0);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has trust stores", e);
      }
      isRead = true;
    }
    return manager;
  }
}
