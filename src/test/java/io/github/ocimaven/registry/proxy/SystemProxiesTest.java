package io.github.ocimaven.registry.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyServer;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemProxiesTest {

  private static Optional<ProxyServer> choose(Map<String, String> properties, String url)
      throws MalformedURLException {
    return new ConfiguredProxies(List.of(new SystemProxies(properties::get))).choose(new URL(url));
  }

  @Test
  void readsHostPortAndLogin() throws MalformedURLException {
    Map<String, String> properties =
        Map.of(
            "https.proxyHost", "proxy.corp",
            "https.proxyPort", "3128",
            "https.proxyUser", "ci",
            "https.proxyPassword", "s3cret");

    assertThat(choose(properties, "https://ghcr.io/v2/"))
        .contains(
            new ProxyServer(
                "proxy.corp",
                3128,
                new Login("ci", "s3cret", "the system property https.proxyUser"),
                "the system property https.proxyHost"));
    assertThat(choose(properties, "http://ghcr.io/v2/")).isEmpty();
  }

  @Test
  void hasTheDefaultPortsOfTheJdk() throws MalformedURLException {
    assertThat(choose(Map.of("https.proxyHost", "p"), "https://ghcr.io/"))
        .get()
        .hasToString("p:443");
    assertThat(choose(Map.of("http.proxyHost", "p"), "http://ghcr.io/")).get().hasToString("p:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "65535"})
  void takesEveryPort(String port) throws MalformedURLException {
    assertThat(choose(Map.of("https.proxyHost", "p", "https.proxyPort", port), "https://ghcr.io/"))
        .get()
        .hasToString("p:" + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "0", "-1", "65536"})
  void namesThePropertyThatIsNoPort(String port) {
    assertThatThrownBy(
            () ->
                choose(Map.of("https.proxyHost", "p", "https.proxyPort", port), "https://ghcr.io/"))
        .isInstanceOf(ProxySettingException.class)
        .hasMessageContaining("the system property https.proxyPort");
  }

  @ParameterizedTest
  @CsvSource({
    "*.corp|registry.example, https://reg.corp/, true",
    "*.corp|registry.example, https://registry.EXAMPLE/, true",
    "*.corp|registry.example, https://corp/, false",
    "*.corp|registry.example, https://ghcr.io/, false",
    "*.corp|registry.example, https://localhost:5000/, true",
    "10.*, https://10.1.2.3/, true",
    "10.*, https://110.1.2.3/, false",
    "ghcr.io, https://ghcrXio/, false",
    "'', https://localhost/, false",
  })
  void excepts(String list, String url, boolean direct) throws MalformedURLException {
    assertThat(choose(Map.of("https.proxyHost", "p", "http.nonProxyHosts", list), url).isEmpty())
        .isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://0.0.0.0/"})
  void exceptsThisMachineWhereNothingIsSaid(String url) throws MalformedURLException {
    assertThat(choose(Map.of("https.proxyHost", "p"), url)).isEmpty();
  }

  @Test
  void leavesTheChoiceToTheFirstPlaceThatHasAProxyForTheProtocol() throws MalformedURLException {
    var proxies =
        new ConfiguredProxies(
            List.of(
                new SystemProxies(
                    Map.of("https.proxyHost", "first", "http.nonProxyHosts", "*.corp")::get),
                new EnvironmentProxies(
                    Map.of("HTTPS_PROXY", "second", "HTTP_PROXY", "third")::get)));

    assertThat(proxies.choose(new URL("https://ghcr.io/"))).get().hasToString("first:443");
    assertThat(proxies.choose(new URL("https://reg.corp/"))).isEmpty();
    assertThat(proxies.choose(new URL("http://reg.corp/"))).get().hasToString("third:80");
    assertThat(new ConfiguredProxies(List.of()).choose(new URL("https://ghcr.io/"))).isEmpty();
  }
}
