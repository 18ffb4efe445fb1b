package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A push to a registry whose certificate is from a private CA. */
abstract class TlsFixture {

  /** The maximum length of a message, without the test's folder. */
  static final int SHORT = 500;

  static final String TRUST_STORE = "javax.net.ssl.trustStore";
  static final String KEY_STORE = "javax.net.ssl.keyStore";

  @TempDir Path directory;

  final CertificateAuthority authority = CertificateAuthority.create("Acme CA");

  @BeforeEach
  void writeImage() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  TrustSettings caCertificates() throws IOException {
    return new TrustSettings(List.of(authority.write(directory.resolve("ca.pem"))), List.of());
  }

  TrustSettings certsD() {
    return new TrustSettings(List.of(), List.of(directory.resolve("certs.d")));
  }

  Path certsD(String registry, String file) {
    return directory.resolve("certs.d").resolve(registry).resolve(file);
  }

  void push(String registry, TrustSettings trust, boolean insecure) {
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    new Pusher(Connections.anonymous().trust(trust).insecure(insecure).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  void assertPushed(EmbeddedRegistry registry, TrustSettings trust) {
    push(registry.localhost(), trust, false);
    assertThat(registry.tags("acme/app")).containsExactly("1.0");
  }

  void assertFailure(String registry, TrustSettings trust, Reason reason, String... words) {
    boolean mayBeAHangUp = reason == Reason.CLIENT_CERTIFICATE;
    assertThatThrownBy(() -> push(registry, trust, false))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.isUserFixable()).isTrue();
              assertThat(e.transience().map(Transience::kind))
                  .isIn(Optional.empty(), Optional.of(Kind.ABSENT).filter(kind -> mayBeAHangUp));
            })
        .hasMessageStartingWith("Cannot ")
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n")
        .satisfies(e -> assertThat(e.replace(directory.toString(), "")).hasSizeLessThan(SHORT));
  }

  /** Runs with properties of the JVM. */
  static void with(Map<String, String> properties, Runnable action) {
    properties.forEach(System::setProperty);
    try {
      action.run();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  void assertStoreRefused(Map<String, String> properties, TrustSettings trust, String message)
      throws IOException {
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
}
