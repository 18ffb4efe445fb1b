package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.AccessSettings;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.net.ConnectProxy;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A public registry that redirects us to this machine or network. */
class HostileAddressesTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  /** The ways in which a registry directs a client to another host. */
  private enum Way {
    REALM,
    LOCATION_OF_POST,
    LOCATION_OF_PATCH,
    REDIRECT_OF_HEAD,
    REDIRECT_OF_PATCH,
    REDIRECT_OF_PUT;

    Interceptor to(String url) {
      return switch (this) {
        case REALM ->
            Interceptor.always(
                Answer.error(401, "UNAUTHORIZED", "log in")
                    .withHeader("WWW-Authenticate", "Bearer realm=\"" + url + "\""));
        case LOCATION_OF_POST -> location("POST", url);
        case LOCATION_OF_PATCH -> location("PATCH", url);
        case REDIRECT_OF_HEAD -> Interceptor.on("HEAD", "/v2/", Answer.redirect(307, url));
        case REDIRECT_OF_PATCH -> Interceptor.on("PATCH", "/v2/", Answer.redirect(307, url));
        case REDIRECT_OF_PUT -> Interceptor.on("PUT", "/v2/", Answer.redirect(307, url));
      };
    }

    private static Interceptor location(String method, String url) {
      return Interceptor.on(
          method, "/blobs/uploads/", Answer.status(202).withHeader("Location", url));
    }
  }

  @TempDir Path directory;

  private static TestCertificates certificates;
  private EmbeddedRegistry registry;
  private ConnectProxy proxy;

  @BeforeAll
  static void createCertificates() throws Exception {
    certificates = TestCertificates.create();
  }

  @AfterAll
  static void deleteCertificates() throws IOException {
    certificates.close();
  }

  @BeforeEach
  void start() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    registry = EmbeddedRegistry.builder().tls(certificates).start();
    proxy = ConnectProxy.to(registry.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    registry.close();
  }

  private void push(String host) {
    ProxyServer server = new ProxyServer("127.0.0.1", proxy.port(), null, "a test");
    ProxyChooser proxies =
        url -> url.getProtocol().equals("https") ? Optional.of(server) : Optional.empty();
    var settings =
        new ConnectionSettings(
            2, Duration.ofSeconds(20), "test/1", TrustSettings.DEFAULT, proxies, line -> {});
    AccessSettings access = new AccessSettings(CI, true);
    Target target = new Target(host, "acme/app", List.of("1.0"));
    new Pusher(
            new JibRepositories(
                settings,
                any -> access,
                new RegistryConnections(Duration.ZERO, PretendedNames.EXAMPLE),
                0),
            PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  static Stream<Arguments> attacks() {
    Stream<Arguments> ways =
        Stream.of(Way.values())
            .flatMap(
                way ->
                    Stream.of("auth.internal", "127.0.0.1", "[::1]")
                        .map(host -> Arguments.of(way, host)));
    Stream<Arguments> forms =
        Stream.of(
                "2130706433",
                "0x7f.1",
                "127.1",
                "0177.0.0.1",
                "localhost:5000",
                "169.254.169.254",
                "[::ffff:10.0.0.1]",
                "registry.example@10.0.0.1")
            .map(host -> Arguments.of(Way.LOCATION_OF_POST, host));
    return Stream.concat(ways, forms);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void refusesToGoThere(Way way, String host) {
    registry.intercept(way.to("https://" + host + "/latest/meta-data"));

    assertThatThrownBy(() -> push("registry.example"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("registry.example/acme/app")
        .message()
        .doesNotContain("s3cret");
    assertThat(proxy.targets()).isNotEmpty().containsOnly("registry.example:443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCATION_OF_POST", "REDIRECT_OF_PATCH"})
  void saysWhoSentUsWhereAndWhyThatIsRefused(Way way) {
    registry.intercept(way.to("https://auth.internal/x?signature=s3cret"));

    assertThatThrownBy(() -> push("registry.example"))
        .hasMessageStartingWith("Cannot upload blob sha256:")
        .hasMessageContainingAll(
            "registry.example sent us to auth.internal",
            "10.0.0.7, an address of this machine or a private network",
            "nothing was sent there",
            "ask the registry's administrator")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void saysThatTheTokenServiceIsRefused() {
    registry.intercept(Way.REALM.to("https://auth.internal/token"));

    assertThatThrownBy(() -> push("registry.example"))
        .hasMessageStartingWith("Cannot look for the tag 1.0 in registry.example/acme/app: ")
        .hasMessageContainingAll("sent us to auth.internal", "10.0.0.7", "(realm)");
  }

  @Test
  void countsARegistryThatOnlyTheProxyKnowsAsOneInTheOpen() {
    registry.intercept(Way.LOCATION_OF_POST.to("https://auth.internal/x"));

    assertThatThrownBy(() -> push("registry.unknown"))
        .hasMessageContaining("registry.unknown sent us to auth.internal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth.example", "auth.unknown"})
  void goesToAHostInTheOpen(String host) {
    registry.intercept(Way.REALM.to("https://" + host + "/token"));

    assertThatThrownBy(() -> push("registry.example")).hasMessageContaining("the token service");
    assertThat(proxy.targets()).contains(host + ":443");
  }

  @Test
  void goesToAPrivateHostForAPrivateRegistry() {
    registry.intercept(Way.LOCATION_OF_POST.to("https://10.0.0.99/x"));

    assertThatThrownBy(() -> push("auth.internal")).isInstanceOf(RegistryException.class);
    assertThat(proxy.targets()).contains("10.0.0.99:443");
  }
}
