package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The certificates that a push trusts, and the messages if it does not. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TlsTest extends TlsFixture {

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

  @Test
  void aTrustStoreOfTheJvmWithoutItsPasswordIsAnError() throws Exception {
    Path store = writeTrustStore();

    assertStoreRefused(
        Map.of(TRUST_STORE, store.toString()),
        TrustSettings.DEFAULT,
        "Cannot use the CA certificates in "
            + store
            + ": no password is given, but they cannot be read without one; add"
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
              + " is not trusted: it was issued by an unknown CA (subject CN=localhost, issuer"
              + " CN=Acme CA, valid from 20",
          "Z); trust its CA with 'caCertificates', in "
              + certsD(registry.localhost(), "ca.crt")
              + ", or in the trust store of the JVM or the system; for a test registry only,"
              + " set 'insecure' to true");
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
          "no request was sent to the token service: the certificate of "
              + tokens.localhost()
              + " is not trusted",
          "issuer CN=Acme CA",
          "'caCertificates'");
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
          "Z); trust it with 'caCertificates'");
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
          "push to a host that it is for",
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
          "is not acceptable: Extended key usage");
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
