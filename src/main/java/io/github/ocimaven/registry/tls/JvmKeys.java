package io.github.ocimaven.registry.tls;

import io.github.ocimaven.model.CertificateFileException;
import io.github.ocimaven.model.IoFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The client certificates that the JVM's properties name: {@code javax.net.ssl.keyStore}, {@code
 * keyStorePassword}, {@code keyStoreType} and {@code keyStoreProvider} (JSSE Reference Guide,
 * "Customizing the Default Keystores"). Only a context that the JDK makes by itself reads them.
 */
final class JvmKeys {

  private static final String PREFIX = "javax.net.ssl.keyStore";
  private static final String NO_FILE = "NONE";

  private JvmKeys() {}

  /** Returns how messages call what the properties name. */
  static Optional<String> file() {
    return Optional.ofNullable(System.getProperty(PREFIX)).filter(name -> !name.isEmpty());
  }

  /**
   * Reads the key store.
   *
   * @throws CertificateFileException if it can't be read
   */
  static Optional<X509ExtendedKeyManager> read() {
    return file().map(JvmKeys::read);
  }

  private static X509ExtendedKeyManager read(String file) {
    char[] password = System.getProperty(PREFIX + "Password", "").toCharArray();
    try {
      KeyStore store = store();
      if (file.equals(NO_FILE)) {
        store.load(null, password);
      } else {
        try (InputStream content = Files.newInputStream(new File(file).toPath())) {
          store.load(content, password);
        }
      }
      return KeyStores.keys(store, password);
    } catch (IOException e) {
      throw unusable(file, IoFailure.explain(e), e);
    } catch (GeneralSecurityException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static KeyStore store() throws GeneralSecurityException {
    String type = System.getProperty(PREFIX + "Type", KeyStore.getDefaultType());
    String provider = System.getProperty(PREFIX + "Provider", "");
    return provider.isEmpty() ? KeyStore.getInstance(type) : KeyStore.getInstance(type, provider);
  }

  private static CertificateFileException unusable(String file, String reason, Exception cause) {
    return new CertificateFileException(
        "the client certificates",
        Path.of(file),
        reason
            + "; correct the properties javax.net.ssl.keyStore, keyStorePassword and keyStoreType",
        cause);
  }
}
