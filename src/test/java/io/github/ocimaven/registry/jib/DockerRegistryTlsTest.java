package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TlsIdentity;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.DockerRegistryBuilder;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference registry behind the certificates of a private CA. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DockerRegistryTlsTest {

  /** The client's TLS versions; 1.2 and 1.3 by default. */
  private static final String CLIENT_PROTOCOLS = "https.protocols";

  @TempDir Path directory;

  private final CertificateAuthority authority = CertificateAuthority.create("Acme CA");

  @BeforeEach
  void writeImage() throws IOException {
    RequiredTools.assume(DockerRegistry.TOOL);
    TestImages.layout(directory.resolve("oci")).randomLayer(3_000_000, 1).layer("two").write();
  }

  @AfterEach
  void speakAnyVersion() {
    System.clearProperty(CLIENT_PROTOCOLS);
  }

  private DockerRegistryBuilder tls(TlsIdentity server) throws IOException {
    return DockerRegistry.with()
        .tls(
            server.writeChain(directory.resolve("server.pem")),
            server.writeKey(directory.resolve("server-key.pem")));
  }

  private DockerRegistryBuilder clientsOnly() throws IOException {
    return tls(authority.server()).clientCa(authority.write(directory.resolve("clients.pem")));
  }

  private TrustSettings caCertificates() throws IOException {
    return new TrustSettings(List.of(authority.write(directory.resolve("ca.pem"))), List.of());
  }

  /** A directory of certificates that trusts the authority, with a file for the registry in it. */
  private TrustSettings certsD(DockerRegistry registry) throws IOException {
    authority.write(certsD(registry, "ca.crt"));
    return new TrustSettings(List.of(), List.of(directory.resolve("certs.d")));
  }

  private Path certsD(DockerRegistry registry, String file) {
    return directory.resolve("certs.d").resolve(registry.hostAndPort()).resolve(file);
  }

  private PushResult push(DockerRegistry registry, TrustSettings trust) {
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
    return new Pusher(Connections.anonymous().trust(trust).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false))
        .get(0);
  }

  private void assertPushed(DockerRegistry registry, TrustSettings trust) {
    assertThat(push(registry, trust).movedTags()).containsExactly("1.0");
  }

  private void assertFailure(
      DockerRegistry registry, TrustSettings trust, Reason reason, String... words) {
    assertThatThrownBy(() -> push(registry, trust))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @CsvSource({"tls1.2, TLSv1.2", "tls1.2, 'TLSv1.2,TLSv1.3'", "tls1.3, 'TLSv1.2,TLSv1.3'"})
  void pushesOverEveryVersionOfTls(String minimum, String ours) throws Exception {
    System.setProperty(CLIENT_PROTOCOLS, ours);
    try (DockerRegistry registry = tls(authority.server()).minimumTls(minimum).start()) {
      assertPushed(registry, caCertificates());
    }
  }

  @Test
  void saysThatThereIsNoCommonVersionOfTls() throws Exception {
    System.setProperty(CLIENT_PROTOCOLS, "TLSv1.2");
    try (DockerRegistry registry = tls(authority.server()).minimumTls("tls1.3").start()) {
      assertFailure(
          registry,
          caCertificates(),
          Reason.UNREACHABLE,
          "protocol_version",
          "none of the TLS versions");
    }
  }

  @Test
  void pushesWithTheAuthorityOfTheFolder() throws Exception {
    try (DockerRegistry registry =
        tls(authority.intermediate("Acme Sub CA").server("RSA", "127.0.0.1")).start()) {
      assertPushed(registry, certsD(registry));
    }
  }

  @Test
  void refusesWhoIsNotTrusted() throws Exception {
    try (DockerRegistry registry = tls(authority.server()).start()) {
      assertFailure(
          registry, TrustSettings.DEFAULT, Reason.UNTRUSTED_CERTIFICATE, "issued by an unknown CA");
    }
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    try (DockerRegistry registry = tls(authority.server(-3, -1)).start()) {
      assertFailure(registry, caCertificates(), Reason.UNTRUSTED_CERTIFICATE, "has expired");
    }
  }

  @Test
  void refusesTheCertificateOfAnotherHost() throws Exception {
    try (DockerRegistry registry = tls(authority.server("EC", "acme.test")).start()) {
      assertFailure(
          registry,
          caCertificates(),
          Reason.UNTRUSTED_CERTIFICATE,
          "is not for this host, but for acme");
    }
  }

  @ParameterizedTest
  @CsvSource({"EC, TLSv1.2", "EC, TLSv1.3", "RSA, TLSv1.2", "RSA, TLSv1.3", "Ed25519, TLSv1.3"})
  void pushesWithTheClientCertificateOfTheFolder(String algorithm, String protocol)
      throws Exception {
    System.setProperty(CLIENT_PROTOCOLS, protocol);
    try (DockerRegistry registry = clientsOnly().start()) {
      TlsIdentity client = authority.client("ci", algorithm);
      client.writeChain(certsD(registry, "client.cert"));
      client.writeKey(certsD(registry, "client.key"));

      assertPushed(registry, certsD(registry));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void pushesWithAKeyInItsOlderForm(String algorithm) throws Exception {
    try (DockerRegistry registry = clientsOnly().start()) {
      TlsIdentity client = authority.client("ci", algorithm);
      client.writeChain(certsD(registry, "client.cert"));
      client.writeTraditionalKey(certsD(registry, "client.key"));

      assertPushed(registry, certsD(registry));
    }
  }

  @Test
  void pushesWithTheClientCertificateOfAnIntermediateAuthority() throws Exception {
    try (DockerRegistry registry = clientsOnly().start()) {
      TlsIdentity client = authority.intermediate("Acme Clients").client("ci");
      client.writeChain(certsD(registry, "client.cert"));
      client.writeKey(certsD(registry, "client.key"));

      assertPushed(registry, certsD(registry));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAClientCertificateOfSomebodyElse(String protocol) throws Exception {
    System.setProperty(CLIENT_PROTOCOLS, protocol);
    try (DockerRegistry registry = clientsOnly().start()) {
      TlsIdentity client = CertificateAuthority.create("Other CA").client("ci");
      client.writeChain(certsD(registry, "client.cert"));
      client.writeKey(certsD(registry, "client.key"));

      assertFailure(registry, certsD(registry), Reason.CLIENT_CERTIFICATE, " a client certificate");
    }
  }

  @Test
  void saysThatAClientCertificateIsMissingInTls12() throws Exception {
    System.setProperty(CLIENT_PROTOCOLS, "TLSv1.2");
    assertMissesAClientCertificate();
  }

  /** Which side closes the connection first, and how, varies. */
  @RepeatedTest(5)
  void saysThatAClientCertificateIsMissingInTls13() throws Exception {
    System.setProperty(CLIENT_PROTOCOLS, "TLSv1.3");
    assertMissesAClientCertificate();
  }

  private void assertMissesAClientCertificate() throws Exception {
    try (DockerRegistry registry = clientsOnly().start()) {
      assertFailure(
          registry,
          certsD(registry),
          Reason.CLIENT_CERTIFICATE,
          registry.hostAndPort(),
          " a client certificate",
          "none was found; put one that it accepts, with its key, into "
              + certsD(registry, "")
              + " as client.cert and client.key");
    }
  }
}
