package io.github.ocimaven.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.registry.tls.file.ClientCertificate;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files in {@code certs.d} and {@code caCertificates} are read, and which are refused. */
class CertificateFolderTest {

  @TempDir Path directory;

  private final CertificateAuthority authority = CertificateAuthority.create("Acme CA");
  private final TlsIdentity client = authority.client("ci");

  private Path file(String name) {
    return directory.resolve("certs.d").resolve("registry.acme.test").resolve(name);
  }

  private CertificateFolder read() {
    return CertificateFolder.read(file("x").getParent());
  }

  private void assertRefused(String file, String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            CertificateFileException.class, e -> assertThat(e.isUserFixable()).isTrue())
        .hasMessageStartingWith("Cannot use the ")
        .hasMessageContaining(" in " + file(file) + ": ")
        .hasMessageContainingAll(words);
  }

  @Test
  void readsAllAuthoritiesAndTheFirstClientCertificate() throws IOException {
    CertificateAuthority other = CertificateAuthority.create("Other CA");
    authority.write(file("a.crt"));
    other.write(file("b.crt"));
    client.writeChain(file("b.cert"));
    client.writeKey(file("b.key"));
    TlsIdentity first = authority.client("first");
    first.writeChain(file("a.cert"));
    first.writeKey(file("a.key"));
    Files.writeString(file("README"), "not a certificate");

    CertificateFolder folder = read();

    assertThat(folder.authorities()).containsExactly(authority.certificate(), other.certificate());
    assertThat(folder.client()).get().extracting(ClientCertificate::key).isEqualTo(first.key());
  }

  @Test
  void aFolderThatDoesNotExistIsEmpty() {
    CertificateFolder folder = read();

    assertThat(folder.authorities()).isEmpty();
    assertThat(folder.client()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519", "RSASSA-PSS"})
  void readsKeysInPkcs8(String algorithm) throws IOException {
    TlsIdentity identity = authority.client("ci", algorithm);
    identity.writeChain(file("client.cert"));
    identity.writeKey(file("client.key"));

    assertThat(read().client()).get().extracting(ClientCertificate::key).isEqualTo(identity.key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void readsKeysInTheirOlderForms(String algorithm) throws IOException {
    TlsIdentity identity = authority.client("ci", algorithm);
    identity.writeChain(file("client.cert"));
    Path key = identity.writeTraditionalKey(file("client.key"));
    assertThat(key).content().startsWith("-----BEGIN " + algorithm + " PRIVATE KEY-----");

    assertThat(read().client()).get().extracting(ClientCertificate::key).isEqualTo(identity.key());
  }

  @Test
  void readsAKeyBehindTheParametersOfItsCurve() throws IOException {
    client.writeChain(file("client.cert"));
    Path key = client.writeTraditionalKey(file("client.key"));
    Files.writeString(
        key,
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + Files.readString(key));

    assertThat(read().client()).isPresent();
  }

  @Test
  void aCertificateWithoutItsKeyIsAnError() throws IOException {
    client.writeChain(file("client.cert"));

    assertRefused(
        "client.cert",
        ": there is no client.key beside it; add it, or, if these are CA certificates, rename the"
            + " file to end with .crt");
  }

  @Test
  void aKeyWithoutItsCertificateIsAnError() throws IOException {
    client.writeKey(file("client.key"));

    assertRefused("client.key", ": there is no client.cert beside it; add it");
    assertThatThrownBy(this::read).hasMessageNotContaining(".crt");
  }

  @Test
  void aKeyWhoseCertificateIsNamedAsACaIsAnErrorThatSaysSo() throws IOException {
    client.writeChain(file("client.crt"));
    client.writeKey(file("client.key"));

    assertRefused(
        "client.key", ": there is no client.cert beside it; rename client.crt to client.cert");
  }

  @Test
  void aKeyThatThisUserMayNotReadIsPassedOverAndRemembered() throws IOException {
    for (String name : List.of("a", "b")) {
      client.writeChain(file(name + ".cert"));
      client.writeKey(file(name + ".key"));
    }

    CertificateFolder folder =
        CertificateFolder.read(
            file("x").getParent(),
            (certificate, key) -> {
              if (key.equals(file("a.key"))) {
                throw new CertificateFileException(
                    "the key", key, "denied", new AccessDeniedException(key.toString()));
              }
              return ClientCertificate.read(certificate, key);
            });

    assertThat(folder.client()).get().hasToString(file("b.cert").toString());
    assertThat(folder.unreadable()).containsExactly(file("a.key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client.cert", "client.key"})
  @DisabledOnOs(OS.WINDOWS)
  void aFileOfRootAloneIsPassedOver(String name) throws IOException {
    client.writeChain(file("client.cert"));
    client.writeKey(file("client.key"));
    Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file(name)), "root may read everything");

    assertThat(read().client()).isEmpty();
    assertThat(read().unreadable()).containsExactly(file(name));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aKeyBehindALinkIntoAFolderOfRootIsPassedOver() throws IOException {
    client.writeChain(file("client.cert"));
    Path hidden = client.writeKey(directory.resolve("private").resolve("ci.key")).getParent();
    Files.createSymbolicLink(file("client.key"), hidden.resolve("ci.key"));
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("---------"));
    try {
      Assumptions.assumeFalse(Files.isExecutable(hidden), "root may enter every folder");

      assertThat(read().unreadable()).containsExactly(file("client.key"));
    } finally {
      Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderOfRootAloneIsPassedOver() throws IOException {
    Path folder = authority.write(file("ca.crt")).getParent();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("--x--x--x"));
    try {
      Assumptions.assumeFalse(Files.isReadable(folder), "root may list every folder");

      assertThat(read().authorities()).isEmpty();
      assertThat(read().unreadable()).containsExactly(folder);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void theKeyOfAnotherCertificateIsAnError() throws IOException {
    client.writeChain(file("client.cert"));
    authority.client("other").writeKey(file("client.key"));

    assertRefused("client.key", "it is not the key of client.cert");
  }

  @Test
  void aKeyOfAnotherKindIsAnError() throws IOException {
    client.writeChain(file("client.cert"));
    authority.client("ci", "RSA").writeKey(file("client.key"));

    assertRefused("client.key", "malformed, or not of type EC, which client.cert requires");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00

        AAAA
        -----END EC PRIVATE KEY-----
        """
      })
  void anEncryptedKeyIsAnErrorThatSaysSo(String key) throws IOException {
    client.writeChain(file("client.cert"));
    Files.writeString(file("client.key"), key);

    assertRefused("client.key", "it is encrypted", "openssl pkey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"})
  void aMalformedKeyIsAnErrorThatShowsNothingOfIt(String label) throws IOException {
    client.writeChain(file("client.cert"));
    Files.writeString(
        file("client.key"),
        "-----BEGIN " + label + "-----\nc2VjcmV0\n-----END " + label + "-----\n");

    assertRefused("client.key", "it is malformed");
    assertThatThrownBy(this::read).hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void aMalformedAuthorityIsAnError() throws IOException {
    Path file = authority.write(file("ca.crt"));
    Files.writeString(
        file,
        Files.readString(file) + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertRefused("ca.crt", "its certificate no. 2 is malformed");
  }

  @Test
  void aFileWithoutPemIsAnErrorThatKnowsDer() throws Exception {
    Files.createDirectories(file("x").getParent());
    Files.write(file("ca.crt"), authority.certificate().getEncoded());

    assertRefused("ca.crt", "holds no PEM certificate", "-inform der");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatCannotBeReadIsAnError() throws IOException {
    Files.createDirectories(file("ca.crt"));

    assertRefused("ca.crt", "check the path, and that the user running the build may read it");
  }

  @Test
  void caCertificatesThatDoNotExistAreAnError() {
    TrustSettings settings = new TrustSettings(List.of(directory.resolve("ca.pem")), List.of());

    assertThatThrownBy(() -> RegistryTls.read(settings, "registry.acme.test"))
        .isInstanceOf(CertificateFileException.class)
        .hasMessage(
            "Cannot use caCertificates in %s: no such file or folder; check the path, and that"
                + " the user running the build may read it",
            directory.resolve("ca.pem"));
  }

  @Test
  void theFolderIsNamedAsDockerNamesIt() {
    assertThat(CertificateFolder.name("localhost:5000", false)).isEqualTo("localhost:5000");
    assertThat(CertificateFolder.name("localhost:5000", true)).isEqualTo("localhost5000");
  }

  @Test
  void looksWhereDockerAndPodmanLook() {
    Path home = directory.resolve("home");

    var linux =
        new UserEnvironment(
            Map.of("XDG_CONFIG_HOME", directory.toString()), home, Optional.empty());
    var windows =
        new UserEnvironment(Map.of("ProgramData", directory.toString()), home, Optional.empty());

    assertThat(CertificateDirectories.of(linux, false))
        .containsExactly(
            home.resolve(".config/containers/certs.d"),
            Path.of("/etc/containers/certs.d"),
            Path.of("/etc/docker/certs.d"));
    assertThat(CertificateDirectories.of(windows, true))
        .containsExactly(
            home.resolve(".config/containers/certs.d"), directory.resolve("docker/certs.d"));
  }
}
