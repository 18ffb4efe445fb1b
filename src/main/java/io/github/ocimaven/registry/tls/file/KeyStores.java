package io.github.ocimaven.registry.tls.file;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Creates the JDK's trust managers and key managers from certificates and keys. */
public final class KeyStores {

  /** For key stores that never leave memory. */
  private static final char[] NO_PASSWORD = {};

  private KeyStores() {}

  /** Returns the JVM's trust manager, which respects {@code javax.net.ssl.trustStore}. */
  public static X509ExtendedTrustManager jvmTrust() throws GeneralSecurityException {
    return trust((KeyStore) null);
  }

  private static X509ExtendedTrustManager trust(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  public static X509ExtendedKeyManager keys(KeyStore store, char[] password)
      throws GeneralSecurityException {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return Stream.of(factory.getKeyManagers())
        .filter(X509ExtendedKeyManager.class::isInstance)
        .map(X509ExtendedKeyManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  public static X509ExtendedTrustManager trust(Collection<X509Certificate> authorities)
      throws GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry(Integer.toString(number++), authority);
    }
    return trust(store);
  }

  public static X509ExtendedKeyManager keys(ClientCertificate client)
      throws GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry(
        "client", client.key(), NO_PASSWORD, client.chain().toArray(X509Certificate[]::new));
    return keys(store, NO_PASSWORD);
  }

  /** Returns a key manager without keys. */
  public static X509ExtendedKeyManager noKeys() throws GeneralSecurityException {
    return keys(empty(), NO_PASSWORD);
  }

  private static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException("no I/O takes place", e);
    }
    return store;
  }
}
