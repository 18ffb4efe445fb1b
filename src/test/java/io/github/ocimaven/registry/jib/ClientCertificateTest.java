package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates, and the messages if they fail. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ClientCertificateTest extends TlsFixture {

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
      assertThat(registry.connections()).as("connections are reused").isLessThanOrEqualTo(2);
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
            + ": no password is given, but they cannot be read without one; add"
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
              + " as client.cert and client.key, or name a key store with"
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
          "no certificate in " + file + " is from a CA that it accepts");
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
              + " can't be read by this user; make it readable, or put one that it accepts");
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
          registry.localhost() + " requires a client certificate (400); none was found; put one");
    }
  }
}
