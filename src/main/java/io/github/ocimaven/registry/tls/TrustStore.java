package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.file.KeyStores;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/** CA certificates that are read lazily, since that takes a quarter of a second. */
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

  /** Returns a store of the given certificates. */
  static TrustStore of(Collection<X509Certificate> authorities) {
    return new TrustStore(() -> KeyStores.trust(authorities));
  }

  /** Returns the JVM's store, or the one that {@code javax.net.ssl.trustStore} names. */
  static TrustStore jvm() {
    return new TrustStore(JvmTrust::read);
  }

  /** Returns the operating system's store. */
  static TrustStore system() {
    return new TrustStore(() -> KeyStores.trust(SystemCertificates.read(System.getenv())));
  }

  /**
   * Returns the manager that trusts the content of the store, or empty if the store is empty: the
   * JDK's managers fail on an empty store.
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
