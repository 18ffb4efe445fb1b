package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.net.ConnectProxy;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.TestCertificates;
import io.github.ocimaven.testing.tool.TinyProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes through proxies, mostly real ones. */
class ProxyTest {

  private static final Login CI = new Login("ci", "s3cret", "a test");
  private static final Login RIGHT = login(TinyProxy.PASSWORD);
  private static final Login WRONG = login("wr0ng");

  @TempDir Path directory;

  private final Map<Object, Object> before = proxyProperties();
  private WrittenImage image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        TestImages.layout(directory.resolve("oci"))
            .layer("base")
            .randomLayer(8 * 1024 * 1024, 1)
            .write();
  }

  @AfterEach
  void setsNoSystemProperty() {
    assertThat(proxyProperties()).isEqualTo(before);
  }

  private static Map<Object, Object> proxyProperties() {
    return System.getProperties().entrySet().stream()
        .filter(property -> property.getKey().toString().toLowerCase(Locale.ROOT).contains("prox"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Login login(String password) {
    return new Login(TinyProxy.USER, password, "<proxy> 'corp' in settings.xml");
  }

  private static ProxyChooser through(String host, int port, @Nullable Login login) {
    var proxy = new ProxyServer(host, port, login, "<proxy> 'corp' in settings.xml");
    return url -> Optional.of(proxy);
  }

  private static ProxyChooser through(TinyProxy proxy, @Nullable Login login) {
    return through("127.0.0.1", proxy.port(), login);
  }

  private static ProxyChooser forHttps(ProxyChooser proxies) {
    return url -> url.getProtocol().equals("https") ? proxies.choose(url) : Optional.empty();
  }

  private void push(String registry, ProxyChooser proxies) {
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    new Pusher(Connections.as(CI).insecure(true).proxies(proxies).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  private void assertPushed(EmbeddedRegistry registry) throws IOException {
    assertThat(registry.tags("acme/app")).containsExactly("1.0");
    assertThat(registry.blob("acme/app", image.configDigest())).isPresent();
    assertThat(registry.requests())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.header("Proxy-Authorization")).isEmpty());
  }

  private AbstractThrowableAssert<?, ?> assertFailure(
      String registry, ProxyChooser proxies, Reason reason, int status) {
    return assertThatThrownBy(() -> push(registry, proxies))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.status()).isEqualTo(status);
            })
        .hasMessageStartingWith("Cannot look for the tag 1.0 in " + registry + "/acme/app: the ")
        .hasMessageContaining("(<proxy> 'corp' in settings.xml)");
  }

  private static EmbeddedRegistryBuilder tls(TestCertificates certificates) {
    return EmbeddedRegistry.builder().tls(certificates);
  }

  @Test
  void pushesThroughATunnel() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).bearerAuth("ci", "s3cret").start();
        TinyProxy proxy = TinyProxy.start()) {
      push(registry.localhost(), through(proxy, null));

      assertPushed(registry);
      assertThat(registry.tokenRequests()).isEqualTo(1);
      assertThat(proxy.requests()).contains("CONNECT " + registry.localhost());
      assertThat(proxy.log()).doesNotContain("acme/app");
    }
  }

  @Test
  void logsInToTheProxyForATunnel() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).basicAuth("ci", "s3cret").start();
        TinyProxy proxy = TinyProxy.startAuthenticated()) {
      push(registry.localhost(), through(proxy, RIGHT));

      assertPushed(registry);
    }
  }

  @Test
  void pushesInPlainHttp() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start();
        TinyProxy proxy = TinyProxy.start()) {
      push(registry.hostAndPort(), through(proxy, null));

      assertPushed(registry);
      assertThat(registry.requests())
          .as("probe, token and all others")
          .allSatisfy(request -> assertThat(request.header("Via")).isPresent());
    }
  }

  @Test
  void logsInToTheProxyForPlainHttp() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start();
        TinyProxy proxy = TinyProxy.startAuthenticated()) {
      push(registry.hostAndPort(), through(proxy, RIGHT));

      assertPushed(registry);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatTheProxyWantsCredentials(boolean secure) throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = secure ? tls(certificates).start() : EmbeddedRegistry.start();
        TinyProxy proxy = TinyProxy.startAuthenticated()) {
      assertFailure(registry.localhost(), through(proxy, null), Reason.PROXY_REFUSED, 407)
          .hasMessageContainingAll(
              "the proxy 127.0.0.1:" + proxy.port(),
              "(407), and none were given",
              "add a user name");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void saysThatTheProxyRefusedTheCredentials() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).start();
        TinyProxy proxy = TinyProxy.startAuthenticated()) {
      // RFC 9110 requires 407 here as well, but tinyproxy sends 401.
      assertFailure(
              registry.localhost(), forHttps(through(proxy, WRONG)), Reason.PROXY_REFUSED, 401)
          .hasMessageContainingAll(
              "the proxy 127.0.0.1:" + proxy.port(),
              "refused the user name and password configured there (401); correct them")
          .message()
          .doesNotContain("wr0ng");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void saysThatTheProxyLetsNobodyThrough() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).start();
        TinyProxy proxy = TinyProxy.startForPort(1)) {
      assertFailure(registry.localhost(), forHttps(through(proxy, null)), Reason.PROXY_REFUSED, 403)
          .hasMessageContainingAll(
              "does not allow connections to " + registry.localhost() + " (403",
              "the proxy's response, not the registry's");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void saysThatTheProxyCannotReachTheRegistry() throws Exception {
    try (TinyProxy proxy = TinyProxy.start()) {
      assertFailure("registry.invalid", through(proxy, null), Reason.UNREACHABLE, 500)
          .hasMessageContainingAll(
              "could not connect to registry.invalid:443 (500", "not the registry's");
    }
  }

  @Test
  void saysThatTheProxyIsNotThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertFailure("ghcr.io", through("127.0.0.1", port, null), Reason.UNREACHABLE, 0)
        .hasMessageContainingAll("the proxy 127.0.0.1:" + port, "can't be reached", "refused");
  }

  @Test
  void saysThatTheProxysHostIsUnknown() {
    assertFailure("ghcr.io", through("proxy.invalid", 3128, null), Reason.UNKNOWN_HOST, 0)
        .hasMessageContaining("the host of the proxy proxy.invalid:3128 (");
  }

  @Test
  void leavesTheRegistrysNameToTheProxy() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).start();
        ConnectProxy proxy = ConnectProxy.to(registry.port())) {
      ProxyChooser secure = through("127.0.0.1", proxy.port(), null);

      push("registry.invalid:5000", forHttps(secure));

      assertPushed(registry);
      assertThat(proxy.targets()).containsOnly("registry.invalid:5000");
    }
  }

  @Test
  void answersAProxyThatWantsDigest() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).basicAuth("ci", "s3cret").start();
        ConnectProxy proxy = ConnectProxy.withDigestTo(registry.port())) {
      push(registry.localhost(), forHttps(through("127.0.0.1", proxy.port(), RIGHT)));

      assertPushed(registry);
      assertThat(proxy.heads())
          .anyMatch(head -> head.contains("Proxy-Authorization: Digest username=\"proxyuser\""))
          .as("the registry's credentials")
          .noneMatch(head -> head.contains("\nAuthorization:"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic realm=\"corp\"", "Digest realm=\"corp\", nonce=\"n0nce\""})
  void tellsARegistryThatPlaysTheProxyNoCredentialsOfTheProxy(String challenge) throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).start();
        ConnectProxy proxy = ConnectProxy.to(registry.port())) {
      registry.intercept(
          Interceptor.always(Answer.status(407).withHeader("Proxy-Authenticate", challenge)));

      assertThatThrownBy(
              () -> push(registry.localhost(), through("127.0.0.1", proxy.port(), login("pr0xy"))))
          .isInstanceOf(RegistryException.class);

      assertThat(registry.requests())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.header("Proxy-Authorization")).isEmpty());
    }
  }

  @Test
  void sendsNoCredentialsToAProxyThatHasNone() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).basicAuth("ci", "s3cret").start();
        ConnectProxy proxy = ConnectProxy.to(registry.port())) {
      push(registry.localhost(), forHttps(through("127.0.0.1", proxy.port(), null)));

      assertThat(proxy.heads()).isNotEmpty().noneMatch(head -> head.contains("uthorization:"));
    }
  }

  @Test
  void saysThatAProxyWithDigestWantsCredentials() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = tls(certificates).start();
        ConnectProxy proxy = ConnectProxy.withDigestTo(registry.port())) {
      assertFailure(
          registry.localhost(),
          forHttps(through("127.0.0.1", proxy.port(), null)),
          Reason.PROXY_REFUSED,
          407);
    }
  }
}
