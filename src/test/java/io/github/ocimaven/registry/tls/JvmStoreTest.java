package io.github.ocimaven.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stores named by system properties are read, and which are refused. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class JvmStoreTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String KEYS = "javax.net.ssl.keyStore";

  @TempDir Path directory;

  private final CertificateAuthority authority = CertificateAuthority.create("Acme CA");

  @AfterEach
  void nameNoStore() {
    for (String property : new String[] {TRUST, KEYS}) {
      System.clearProperty(property);
      System.clearProperty(property + "Password");
      System.clearProperty(property + "Type");
    }
  }

  private Path trustStore(String type, boolean filled) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    if (filled) {
      store.setCertificateEntry("ca", authority.certificate());
    }
    Path file = directory.resolve("trust." + type);
    try (var output = Files.newOutputStream(file)) {
      store.store(output, TlsIdentity.PASSWORD.toCharArray());
    }
    return file;
  }

  private static void name(String property, Path store, String password) {
    System.setProperty(property, store.toString());
    System.setProperty(property + "Password", password);
  }

  private static void assertRefused(ThrowingCallable reader, String message, Object... arguments) {
    assertThatThrownBy(reader)
        .isInstanceOfSatisfying(
            CertificateFileException.class, e -> assertThat(e.isUserFixable()).isTrue())
        .hasMessage(message, arguments);
  }

  @Test
  void trustsWhatTheStoreHoldsAndNothingElse() throws Exception {
    name(TRUST, trustStore("PKCS12", true), TlsIdentity.PASSWORD);

    assertThat(JvmTrust.read().getAcceptedIssuers()).containsExactly(authority.certificate());
  }

  @Test
  void trustsAStoreThatNeedsNoPassword() throws Exception {
    name(TRUST, trustStore("JKS", true), "");

    assertThat(JvmTrust.read().getAcceptedIssuers()).containsExactly(authority.certificate());
  }

  @Test
  void aTrustStoreWithoutItsPasswordIsAnError() throws Exception {
    Path store = trustStore("PKCS12", true);
    name(TRUST, store, "");

    assertRefused(
        JvmTrust::read,
        "Cannot use the CA certificates in %s: no password is given, but they cannot be read"
            + " without one; add -Djavax.net.ssl.trustStorePassword=…",
        store);
  }

  @Test
  void aTrustStoreWithAnotherPasswordIsAnErrorThatDoesNotTellIt() throws Exception {
    Path store = trustStore("PKCS12", true);
    name(TRUST, store, "wr0ng");

    assertRefused(
        JvmTrust::read,
        "Cannot use the CA certificates in %s: keystore password was incorrect; correct"
            + " -Djavax.net.ssl.trustStorePassword=…",
        store);
  }

  @Test
  void aTrustStoreThatHoldsNoCertificateIsAnError() throws Exception {
    Path store = trustStore("PKCS12", false);
    name(TRUST, store, TlsIdentity.PASSWORD);

    assertRefused(
        JvmTrust::read,
        "Cannot use the CA certificates in %s: it holds none that the JVM trusts; add one with"
            + " keytool -importcert",
        store);
  }

  /** The JDK would trust its own CAs instead. */
  @Test
  void aTrustStoreThatDoesNotExistIsAnError() {
    Path store = directory.resolve("none.p12");
    name(TRUST, store, TlsIdentity.PASSWORD);

    assertRefused(
        JvmTrust::read,
        "Cannot use the CA certificates in %s: no such file or folder; check"
            + " -Djavax.net.ssl.trustStore=…, and that the user running the build may read it",
        store);
  }

  @Test
  void aTrustStoreThatIsAFolderIsAnError() {
    name(TRUST, directory, TlsIdentity.PASSWORD);

    assertRefused(
        JvmTrust::read,
        "Cannot use the CA certificates in %s: it is not a file; check"
            + " -Djavax.net.ssl.trustStore=…, and that the user running the build may read it",
        directory);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTrustStoreThatMayNotBeReadIsAnError() throws Exception {
    Path store = trustStore("PKCS12", true);
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(store), "root may read everything");
    name(TRUST, store, TlsIdentity.PASSWORD);

    assertRefused(
        JvmTrust::read,
        "Cannot use the CA certificates in %s: permission denied; check"
            + " -Djavax.net.ssl.trustStore=…, and that the user running the build may read it",
        store);
  }

  @Test
  void aTrustStoreThatIsPemIsAnErrorThatNamesTheType() throws IOException {
    Path store = authority.write(directory.resolve("ca.pem"));
    name(TRUST, store, TlsIdentity.PASSWORD);

    assertThatThrownBy(JvmTrust::read)
        .isInstanceOf(CertificateFileException.class)
        .hasMessageStartingWith("Cannot use the CA certificates in " + store + ": ")
        .hasMessageEndingWith(
            "; correct -Djavax.net.ssl.trustStore=…, or -Djavax.net.ssl.trustStoreType=…, which is"
                + " pkcs12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", ""})
  void aTrustStoreMayBeNamedThatIsNoFile(String name) {
    System.setProperty(TRUST, name);

    assertThat(JvmStore.TRUST.file()).isEmpty();
    assertThat(JvmTrust.read()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS11", "KeychainStore", "Windows-ROOT"})
  void aTrustStoreOfTheSystemNeedsNoFile(String type) {
    name(TRUST, directory.resolve("none"), "");
    System.setProperty(TRUST + "Type", type);

    assertThat(JvmStore.TRUST.file()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "jks", "JCEKS"})
  void aTrustStoreOfTheseTypesIsAFile(String type) {
    name(TRUST, directory.resolve("some"), "");
    System.setProperty(TRUST + "Type", type);

    assertThat(JvmStore.TRUST.file()).contains(directory.resolve("some"));
  }

  @Test
  void noKeyStoreIsReadWhereNoneIsNamed() {
    assertThat(JvmKeys.read()).isEmpty();
  }

  @Test
  void aKeyStoreWithoutItsPasswordIsAnError() throws IOException {
    Path store = authority.client("ci").writeKeyStore(directory.resolve("client.p12"));
    name(KEYS, store, "");

    assertRefused(
        JvmKeys::read,
        "Cannot use the client certificates in %s: no password is given, but they cannot be read"
            + " without one; add -Djavax.net.ssl.keyStorePassword=…",
        store);
  }

  @Test
  void aKeyStoreWithAnotherPasswordIsAnErrorThatDoesNotTellIt() throws IOException {
    Path store = authority.client("ci").writeKeyStore(directory.resolve("client.p12"));
    name(KEYS, store, "wr0ng");

    assertRefused(
        JvmKeys::read,
        "Cannot use the client certificates in %s: keystore password was incorrect; correct"
            + " -Djavax.net.ssl.keyStorePassword=…",
        store);
  }

  @Test
  void aKeyStoreThatDoesNotExistIsAnError() {
    Path store = directory.resolve("none.p12");
    name(KEYS, store, TlsIdentity.PASSWORD);

    assertRefused(
        JvmKeys::read,
        "Cannot use the client certificates in %s: no such file or folder; check"
            + " -Djavax.net.ssl.keyStore=…, and that the user running the build may read it",
        store);
  }
}
