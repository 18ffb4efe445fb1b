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
 * The CA certificates that the JVM trusts: its own, or those in the file that {@code
 * javax.net.ssl.trustStore} names. If that file can't be read, the JDK silently uses its own
 * certificates; if the password of a PKCS#12 file is missing, it silently uses none.
 */
final class JvmTrust {

  private JvmTrust() {}

  /**
   * Reads the trust store.
   *
   * @throws CertificateFileException if the store can't be read, or the named file holds no
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
        throw new FileSystemException(file.toString(), null, "it is not a file");
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
            "it holds none that the JVM trusts; add one with keytool -importcert", null);
  }
}
