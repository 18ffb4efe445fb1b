package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.file.KeyStores;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The client certificates in the key store named by system properties. The JDK reads it only for
 * its default SSL context.
 */
final class JvmKeys {

  private JvmKeys() {}

  /**
   * Reads the key store.
   *
   * @return the key manager, or empty if the properties name no key store
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if it can't be read
   */
  static Optional<X509ExtendedKeyManager> read() {
    return JvmStore.KEYS.name().map(JvmKeys::read);
  }

  private static X509ExtendedKeyManager read(String file) {
    char[] password = JvmStore.KEYS.password().toCharArray();
    try {
      KeyStore store = store();
      if (JvmStore.KEYS.hasNoFile()) {
        store.load(null, password);
      } else {
        try (InputStream content = Files.newInputStream(new File(file).toPath())) {
          store.load(content, password);
        }
      }
      return KeyStores.keys(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw JvmStore.KEYS.unusable(e);
    }
  }

  private static KeyStore store() throws GeneralSecurityException {
    String type = JvmStore.KEYS.type();
    String provider = JvmStore.KEYS.provider();
    return provider.isEmpty() ? KeyStore.getInstance(type) : KeyStore.getInstance(type, provider);
  }
}
