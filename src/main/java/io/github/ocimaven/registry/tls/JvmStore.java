package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key store that properties of the JVM name (JSSE Reference Guide, "Customizing the Default
 * Keystores"): one the file, those with {@code Password}, {@code Type} and {@code Provider} behind
 * its name how to open it.
 *
 * @param property the name of the first one
 * @param content what the store should hold, for messages
 */
record JvmStore(String property, String content) {

  /** Where client certificates are. */
  static final JvmStore KEYS = new JvmStore("javax.net.ssl.keyStore", "the client certificates");

  /** Where CA certificates are. */
  static final JvmStore TRUST = new JvmStore("javax.net.ssl.trustStore", "the CA certificates");

  private static final String NO_FILE = "NONE";

  /** Others, such as PKCS11, KeychainStore and Windows-ROOT, are no files, whatever is named. */
  private static final Set<String> TYPES_OF_FILES = Set.of("pkcs12", "jks", "jceks");

  /** Returns what the first property names: a file, or {@code NONE}. */
  Optional<String> name() {
    return Optional.of(System.getProperty(property, "")).filter(name -> !name.isEmpty());
  }

  /** Returns the file, if the store is one. */
  Optional<Path> file() {
    return name()
        .filter(name -> !name.equals(NO_FILE))
        .filter(name -> TYPES_OF_FILES.contains(type().toLowerCase(Locale.ROOT)))
        .map(Path::of);
  }

  /** Tells whether the store is opened without a file, as that of a smart card is. */
  boolean hasNoFile() {
    return name().filter(NO_FILE::equals).isPresent();
  }

  /** Returns the password, or nothing. */
  String password() {
    return System.getProperty(property + "Password", "");
  }

  String type() {
    return System.getProperty(property + "Type", KeyStore.getDefaultType());
  }

  /** Returns the name of the security provider, or nothing. */
  String provider() {
    return System.getProperty(property + "Provider", "");
  }

  /**
   * Explains why it could not be opened.
   *
   * @param failure what the JDK threw
   */
  CertificateFileException unusable(Exception failure) {
    Throwable cause =
        failure instanceof KeyStoreException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (isAboutThePassword(cause) && password().isEmpty()) {
      return lacksPassword(failure);
    }
    String reason =
        cause instanceof IOException io
            ? IoFailure.explain(io)
            : String.valueOf(cause.getMessage());
    return unusable(reason + "; " + remedy(cause), failure);
  }

  private String remedy(Throwable cause) {
    if (isAboutThePassword(cause)) {
      return "correct -D" + property + "Password=…";
    }
    if (cause instanceof FileSystemException) {
      return "check -D" + property + "=…, and that whoever runs the build may read it";
    }
    return "correct -D" + property + "=…, or -D" + property + "Type=…, which is " + type();
  }

  private static boolean isAboutThePassword(Throwable cause) {
    return cause instanceof UnrecoverableKeyException
        || cause.getCause() instanceof UnrecoverableKeyException;
  }

  /** Says that a password is missing. */
  CertificateFileException lacksPassword(@Nullable Exception cause) {
    return unusable(
        "no password is given, and none can be read without one; add -D" + property + "Password=…",
        cause);
  }

  /**
   * Says what is wrong.
   *
   * @param reason what is wrong, and what to do about it
   * @param cause the failure, or null
   */
  CertificateFileException unusable(String reason, @Nullable Exception cause) {
    Path file = Path.of(name().orElse(System.getProperty("java.home")));
    return new CertificateFileException(
        content, hasNoFile() ? file : file.toAbsolutePath(), reason, cause);
  }
}
