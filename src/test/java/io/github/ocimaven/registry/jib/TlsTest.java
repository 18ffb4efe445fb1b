package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.CertificateFileException;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.testing.Answer;
import io.github.ocimaven.testing.CertificateAuthority;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.Interceptor;
import io.github.ocimaven.testing.TestImages;
import io.github.ocimaven.testing.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a push trusts, how it proves who it is, and what it says where that fails. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TlsTest {

  /** How long a message may be, the folder of the test left out. */
  private static final int SHORT = 500;

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String KEY_STORE = "javax.net.ssl.keyStore";

  @TempDir Path directory;

  private final CertificateAuthority authority = CertificateAuthority.create("Acme CA");

  @BeforeEach
  void writeImage() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  private TrustSettings caCertificates() throws IOException {
    return new TrustSettings(List.of(authority.write(directory.resolve("ca.pem"))), List.of());
  }

  private TrustSettings certsD() {
    return new TrustSettings(List.of(), List.of(directory.resolve("certs.d")));
  }

  private Path certsD(String registry, String file) {
    return directory.resolve("certs.d").resolve(registry).resolve(file);
  }

  private void push(String registry, TrustSettings trust, boolean insecure) {
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    new Pusher(Connections.anonymous().trust(trust).insecure(insecure).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  private void assertPushed(EmbeddedRegistry registry, TrustSettings trust) {
    push(registry.localhost(), trust, false);
    assertThat(registry.tags("acme/app")).containsExactly("1.0");
  }

  private void assertFailure(String registry, TrustSettings trust, Reason reason, String... words) {
    assertThatThrownBy(() -> push(registry, trust, false))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.isMendable()).isTrue();
            })
        .hasMessageStartingWith("Cannot ")
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n")
        .satisfies(e -> assertThat(e.replace(directory.toString(), "")).hasSizeLessThan(SHORT));
  }

  /** Runs with properties of the JVM. */
  private static void with(Map<String, String> properties, Runnable action) {
    properties.forEach(System::setProperty);
    try {
      action.run();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void trustsCaCertificates() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      assertPushed(registry, caCertificates());
    }
  }

  @Test
  void trustsTheAuthorityInTheFolderOfTheRegistryAndOfNoOther() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start();
        EmbeddedRegistry other = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      authority.write(certsD(registry.localhost(), "ca.crt"));

      assertPushed(registry, certsD());
      assertFailure(other.localhost(), certsD(), Reason.UNTRUSTED_CERTIFICATE, "is not trusted");
    }
  }

  @Test
  void trustsARootBehindAnIntermediateAuthority() throws IOException {
    TlsIdentity server = authority.intermediate("Acme Sub CA").server();
    assertThat(server.chain()).hasSize(2);
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(server).start()) {
      assertPushed(registry, caCertificates());
    }
  }

  /** Writes a trust store that holds the authority, and returns the file. */
  private Path writeTrustStore() throws Exception {
    Path file = directory.resolve("trust.p12");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    try (var output = Files.newOutputStream(file)) {
      trusted.store(output, TlsIdentity.PASSWORD.toCharArray());
    }
    return file;
  }

  @Test
  void trustsTheStoreThatTheJvmIsToldOf() throws Exception {
    Path store = writeTrustStore();
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      with(
          Map.of(TRUST_STORE, store.toString(), TRUST_STORE + "Password", TlsIdentity.PASSWORD),
          () -> assertPushed(registry, TrustSettings.DEFAULT));
    }
  }

  private void assertStoreRefused(
      Map<String, String> properties, TrustSettings trust, String message) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      with(
          properties,
          () ->
              assertThatThrownBy(() -> push(registry.localhost(), trust, false))
                  .isInstanceOf(CertificateFileException.class)
                  .hasMessage(message));
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void aTrustStoreOfTheJvmWithoutItsPasswordIsAnError() throws Exception {
    Path store = writeTrustStore();

    assertStoreRefused(
        Map.of(TRUST_STORE, store.toString()),
        TrustSettings.DEFAULT,
        "Cannot use the CA certificates in "
            + store
            + ": no password is given, and none can be read without one; add"
            + " -Djavax.net.ssl.trustStorePassword=…");
  }

  @Test
  void aTrustStoreOfTheJvmIsNotReadWhereCaCertificatesWillDo() throws IOException {
    TrustSettings trust = caCertificates();
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      with(
          Map.of(TRUST_STORE, directory.resolve("none").toString()),
          () -> assertPushed(registry, trust));
    }
  }

  @Test
  void saysWhoseCertificateIsNotTrustedAndTheThreeWaysOut() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      assertFailure(
          registry.localhost(),
          certsD(),
          Reason.UNTRUSTED_CERTIFICATE,
          "the certificate of "
              + registry.localhost()
              + " is not trusted: nobody trusted here issued it (subject CN=localhost, issuer"
              + " CN=Acme CA, valid from 20",
          "Z); trust its CA with -Doci.caCertificates=FILE, as "
              + certsD(registry.localhost(), "ca.crt")
              + ", or in the trust store of the JVM or the system; for a test registry only,"
              + " -Doci.insecure=true");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void saysWhoseCertificateIsNotTrustedWhereItIsTheTokenServices() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        EmbeddedRegistry tokens = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      String realm = "Bearer realm=\"https://" + tokens.localhost() + "/token\"";
      registry.intercept(
          Interceptor.on(
              "*",
              "/v2/",
              Answer.error(401, "UNAUTHORIZED", "log in").withHeader("WWW-Authenticate", realm)));

      assertFailure(
          registry.localhost(),
          TrustSettings.DEFAULT,
          Reason.UNTRUSTED_CERTIFICATE,
          "the token service was not asked: the certificate of "
              + tokens.localhost()
              + " is not trusted",
          "issuer CN=Acme CA",
          "-Doci.caCertificates=FILE");
    }
  }

  @Test
  void saysThatACertificateIsSelfSigned() throws IOException {
    TlsIdentity self = CertificateAuthority.selfSigned("localhost");
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(self).start()) {
      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "is not trusted: it is self-signed (subject CN=localhost, issuer CN=localhost, valid",
          "Z); trust it with -Doci.caCertificates=FILE");
    }
  }

  @Test
  void saysThatACertificateHasExpired() throws IOException {
    TlsIdentity expired = authority.server(-3, -1);
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(expired).start()) {
      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "has expired (subject CN=localhost, issuer CN=Acme CA",
          " to " + expired.chain().get(0).getNotAfter().toInstant() + "); have it renewed",
          "caCertificates",
          "insecure");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void saysThatTheAuthorityBetweenHasExpired() throws IOException {
    TlsIdentity server = authority.intermediate("Old CA", -3, -1).server();
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(server).start()) {
      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "has expired (subject CN=Old CA, issuer CN=Acme CA");
    }
  }

  @Test
  void saysThatACertificateIsNotValidYet() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.server(1, 3)).start()) {
      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "is not valid yet (subject",
          "check this machine's clock");
    }
  }

  @Test
  void saysForWhomACertificateIs() throws IOException {
    TlsIdentity wrong = authority.server("EC", "registry.acme.test", "192.0.2.1");
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(wrong).start()) {
      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "the certificate of "
              + registry.localhost()
              + " is not for this host, but for registry.acme.test, 192.0.2.1 (subject CN=registry",
          "push to such a name",
          "insecure");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void saysThatACertificateIsNotForAServer() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.client("localhost")).start()) {
      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "is unfit: Extended key usage");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sendsTheClientCertificateOfTheFolder(String protocol) throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.server(), authority, protocol).start()) {
      TlsIdentity client = authority.client("ci");
      authority.write(certsD(registry.localhost(), "ca.crt"));
      client.writeChain(certsD(registry.localhost(), "client.cert"));
      client.writeKey(certsD(registry.localhost(), "client.key"));

      assertPushed(registry, certsD());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sendsTheClientCertificateToAnInsecureRegistryToo(String protocol) throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.server(), authority, protocol).start()) {
      TlsIdentity client = authority.client("ci");
      client.writeChain(certsD(registry.localhost(), "client.cert"));
      client.writeKey(certsD(registry.localhost(), "client.key"));

      push(registry.localhost(), certsD(), true);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sendsTheClientCertificateThatTheJvmIsToldOf(String protocol) throws IOException {
    Path store = authority.client("ci").writeKeyStore(directory.resolve("client.p12"));
    TrustSettings trust = caCertificates();
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.server(), authority, protocol).start()) {
      with(
          Map.of(
              KEY_STORE,
              store.toString(),
              KEY_STORE + "Password",
              TlsIdentity.PASSWORD,
              KEY_STORE + "Type",
              "PKCS12"),
          () -> assertPushed(registry, trust));
    }
  }

  @Test
  void aKeyStoreOfTheJvmWithoutItsPasswordIsAnError() throws IOException {
    Path store = authority.client("ci").writeKeyStore(directory.resolve("client.p12"));

    assertStoreRefused(
        Map.of(KEY_STORE, store.toString()),
        caCertificates(),
        "Cannot use the client certificates in "
            + store
            + ": no password is given, and none can be read without one; add"
            + " -Djavax.net.ssl.keyStorePassword=…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysThatTheRegistryWantsAClientCertificate(String protocol) throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.server(), authority, protocol).start()) {
      authority.write(certsD(registry.localhost(), "ca.crt"));

      assertFailure(
          registry.localhost(),
          certsD(),
          Reason.CLIENT_CERTIFICATE,
          registry.localhost(),
          " a client certificate",
          "none was found; put one that it accepts, with its key, into "
              + certsD(registry.localhost(), "")
              + " as client.cert and client.key, or name a key store by"
              + " -Djavax.net.ssl.keyStore=FILE and -Djavax.net.ssl.keyStorePassword=…");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysThatTheRegistryWantsAnotherClientCertificate(String protocol) throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tls(authority.server(), authority, protocol).start()) {
      TlsIdentity client = CertificateAuthority.create("Other CA").client("ci");
      authority.write(certsD(registry.localhost(), "ca.crt"));
      Path file = client.writeChain(certsD(registry.localhost(), "client.cert"));
      client.writeKey(certsD(registry.localhost(), "client.key"));

      assertFailure(
          registry.localhost(),
          certsD(),
          Reason.CLIENT_CERTIFICATE,
          " a client certificate",
          "none in " + file + " is from a CA that it accepts");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesTheKeyThatThisUserMayNotReadOnceTheRegistryAsksForIt() throws IOException {
    try (EmbeddedRegistry open = EmbeddedRegistry.builder().tls(authority.server()).start();
        EmbeddedRegistry registry =
            EmbeddedRegistry.builder().tls(authority.server(), authority, "TLSv1.3").start()) {
      TlsIdentity client = authority.client("ci");
      for (EmbeddedRegistry each : List.of(open, registry)) {
        authority.write(certsD(each.localhost(), "ca.crt"));
        client.writeChain(certsD(each.localhost(), "client.cert"));
        Path key = client.writeKey(certsD(each.localhost(), "client.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(key), "root may read everything");
      }

      assertPushed(open, certsD());
      assertFailure(
          registry.localhost(),
          certsD(),
          Reason.CLIENT_CERTIFICATE,
          "; "
              + certsD(registry.localhost(), "client.key")
              + " can't be read by this user; let it, or put one that it accepts");
    }
  }

  @Test
  void saysThatAProxyBeforeTheRegistryWantsAClientCertificate() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().tlsWithOptionalClients(authority.server(), authority).start()) {
      assertPushed(registry, caCertificates());
      registry.intercept(
          Interceptor.always(
              Answer.html(400, "<html>No required SSL certificate was sent</html>")));

      assertFailure(
          registry.localhost(),
          caCertificates(),
          Reason.CLIENT_CERTIFICATE,
          registry.localhost() + " wants a client certificate (400); none was found; put one");
    }
  }

  @Test
  void aFileThatIsOfNoUseStopsThePushBeforeTheNetworkIsTouched() throws IOException {
    Path file = Files.writeString(directory.resolve("ca.pem"), "nothing");
    TrustSettings trust = new TrustSettings(List.of(file), List.of());
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertThatThrownBy(() -> push(registry.localhost(), trust, false))
          .isInstanceOf(CertificateFileException.class)
          .hasMessageStartingWith("Cannot use caCertificates in " + file + ": it holds no PEM");
      assertThat(registry.connections()).isZero();
    }
  }
}
