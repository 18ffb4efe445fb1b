package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.registry.tls.file.KeyStores;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The CA certificates that the JVM trusts: its own, or those that {@code javax.net.ssl.trustStore}
 * names. Where that names nothing that can be read, the JDK takes its own without a word; where the
 * password of a PKCS#12 file is missing, none.
 */
final class JvmTrust {

  private JvmTrust() {}

  /**
   * Reads the trust store.
   *
   * @throws CertificateFileException if it can't be read, or the file that is named holds no
   *     certificate
   */
  static X509ExtendedTrustManager read() {
    Optional<Path> file = JvmStore.TRUST.file();
    file.ifPresent(JvmTrust::requireReadable);
    X509ExtendedTrustManager manager;
    try {
      manager = KeyStores.jvmTrust();
    } catch (GeneralSecurityException e) {
      throw JvmStore.TRUST.unusable(e);
    }
    if (file.isPresent() && manager.getAcceptedIssuers().length == 0) {
      throw empty();
    }
    return manager;
  }

  private static void requireReadable(Path file) {
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        throw new FileSystemException(file.toString(), null, "it is no file");
      }
      Files.newInputStream(file).close();
    } catch (IOException e) {
      throw JvmStore.TRUST.unusable(e);
    }
  }

  private static CertificateFileException empty() {
    return JvmStore.TRUST.password().isEmpty()
        ? JvmStore.TRUST.lacksPassword(null)
        : JvmStore.TRUST.unusable(
            "it holds none that the JVM trusts; add one by keytool -importcert", null);
  }
}
