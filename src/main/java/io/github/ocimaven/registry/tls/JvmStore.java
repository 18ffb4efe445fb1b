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
 * A key store named by system properties (JSSE Reference Guide, "Customizing the Default
 * Keystores"). One property names the file; the properties with {@code Password}, {@code Type} and
 * {@code Provider} appended to its name say how to open it.
 *
 * @param property the name of the property for the file
 * @param content the expected content of the store, for messages
 */
record JvmStore(String property, String content) {

  /** The store with the client certificates. */
  static final JvmStore KEYS = new JvmStore("javax.net.ssl.keyStore", "the client certificates");

  /** The store with the CA certificates. */
  static final JvmStore TRUST = new JvmStore("javax.net.ssl.trustStore", "the CA certificates");

  private static final String NO_FILE = "NONE";

  /**
   * Stores of other types, such as PKCS11, KeychainStore and Windows-ROOT, are not files, whatever
   * the property says.
   */
  private static final Set<String> TYPES_OF_FILES = Set.of("pkcs12", "jks", "jceks");

  /** Returns the value of the first property: a file, or {@code NONE}. */
  Optional<String> name() {
    return Optional.of(System.getProperty(property, "")).filter(name -> !name.isEmpty());
  }

  /** Returns the file, if the store is a file. */
  Optional<Path> file() {
    return name()
        .filter(name -> !name.equals(NO_FILE))
        .filter(name -> TYPES_OF_FILES.contains(type().toLowerCase(Locale.ROOT)))
        .map(Path::of);
  }

  /** Returns whether the store is opened without a file, like that of a smart card. */
  boolean hasNoFile() {
    return name().filter(NO_FILE::equals).isPresent();
  }

  /** Returns the password, or an empty string. */
  String password() {
    return System.getProperty(property + "Password", "");
  }

  String type() {
    return System.getProperty(property + "Type", KeyStore.getDefaultType());
  }

  /** Returns the name of the security provider, or an empty string. */
  String provider() {
    return System.getProperty(property + "Provider", "");
  }

  /** Returns an exception that explains why the JDK could not open the store. */
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
      return "check -D" + property + "=…, and that the user running the build may read it";
    }
    return "correct -D" + property + "=…, or -D" + property + "Type=…, which is " + type();
  }

  private static boolean isAboutThePassword(Throwable cause) {
    return cause instanceof UnrecoverableKeyException
        || cause.getCause() instanceof UnrecoverableKeyException;
  }

  /** Returns an exception that reports a missing password. */
  CertificateFileException lacksPassword(@Nullable Exception cause) {
    return unusable(
        "no password is given, but they cannot be read without one; add -D"
            + property
            + "Password=…",
        cause);
  }

  /**
   * Returns the exception for an unusable store.
   *
   * @param reason what is wrong, and what to do about it
   */
  CertificateFileException unusable(String reason, @Nullable Exception cause) {
    Path file = Path.of(name().orElse(System.getProperty("java.home")));
    return new CertificateFileException(
        content, hasNoFile() ? file : file.toAbsolutePath(), reason, cause);
  }
}
