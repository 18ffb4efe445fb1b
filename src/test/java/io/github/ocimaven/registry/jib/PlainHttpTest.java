package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP is allowed on this machine, and beyond it only if configured. */
class PlainHttpTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");
  private static final Credentials TOKEN = new Credentials.RegistryToken("st4tic", "a test");

  private static void ask(String registry, Connections connections) {
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    try (Repository repository = connections.open().open(target)) {
      repository.manifestDigest(ManifestName.tag("1.0"));
    }
  }

  /** A proxy that responds to every request itself, like a registry. */
  private static Connections through(EmbeddedRegistry proxy) {
    ProxyServer server = new ProxyServer("127.0.0.1", proxy.port(), null, "a test");
    return Connections.as(TOKEN).proxies(url -> Optional.of(server));
  }

  private static void assertToldNothing(EmbeddedRegistry eavesdropper) {
    assertThat(eavesdropper.requests())
        .allSatisfy(
            request -> {
              assertThat(request.header("Authorization")).isEmpty();
              assertThat(request.query()).doesNotContain("s3cret");
            });
  }

  @Test
  void doesNotTakeCredentialsForARegistryOnThisMachineToAProxy() throws IOException {
    try (EmbeddedRegistry proxy = EmbeddedRegistry.builder().registryToken("st4tic").start()) {
      assertThatThrownBy(() -> ask("localhost:5000", through(proxy)))
          .isInstanceOf(RegistryException.class);

      assertToldNothing(proxy);
    }
  }

  @Test
  void goesThroughAProxyWhereItIsInsecure() throws IOException {
    try (EmbeddedRegistry proxy = EmbeddedRegistry.builder().registryToken("st4tic").start()) {
      ask("localhost:5000", through(proxy).insecure(true));

      assertThat(proxy.requests("HEAD", "/v2/")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth.example", "10.0.0.7", "[2001:db8::1]"})
  void doesNotTakeCredentialsToATokenServiceOnAnotherMachine(String host) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        EmbeddedRegistry network = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on(
              "*",
              "acme/app",
              Answer.status(401)
                  .withHeader("WWW-Authenticate", "Bearer realm=\"http://" + host + "/token\"")));
      ProxyServer way = new ProxyServer("127.0.0.1", network.port(), null, "a test");
      Connections connections =
          Connections.as(CI)
              .proxies(url -> url.getHost().equals(host) ? Optional.of(way) : Optional.empty());

      assertThatThrownBy(() -> ask(registry.localhost(), connections))
          .hasMessageStartingWith("Cannot look for the tag 1.0 in ")
          .hasMessageContainingAll(
              "the registry sent us to http://" + host + ", which is plain HTTP", "set 'insecure'");
      assertThat(network.requests()).isEmpty();

      assertThatThrownBy(() -> ask(registry.localhost(), connections.insecure(true)));
      assertThat(network.requests()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendsNoTokenToWhereATlsRegistryRedirectsPlainHttpFrom(boolean insecure) throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry =
            EmbeddedRegistry.builder().tls(certificates).registryToken("st4tic").start();
        EmbeddedRegistry plain = EmbeddedRegistry.start()) {
      plain.intercept(
          request -> Optional.of(Answer.redirect(301, registry.url() + request.path())));

      assertThatThrownBy(() -> ask(plain.localhost(), Connections.as(TOKEN).insecure(insecure)))
          .isInstanceOf(RegistryException.class);

      assertToldNothing(plain);
    }
  }
}
