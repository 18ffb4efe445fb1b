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

class EnvironmentProxiesTest {

  private static Optional<ProxyServer> choose(Map<String, String> environment, String url)
      throws MalformedURLException {
    return new ConfiguredProxies(List.of(new EnvironmentProxies(environment::get)))
        .choose(new URL(url));
  }

  private static ProxyServer proxy(String value) throws MalformedURLException {
    return choose(Map.of("HTTPS_PROXY", value), "https://ghcr.io/v2/").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.corp:3128, proxy.corp, 3128",
    "http://proxy.corp:3128/, proxy.corp, 3128",
    "HTTP://proxy.corp, proxy.corp, 80",
    "proxy.corp:3128, proxy.corp, 3128",
    "proxy.corp, proxy.corp, 80",
    "' 10.0.0.1:8080 ', 10.0.0.1, 8080",
    "http://[fd00::1]:3128, [fd00::1], 3128",
  })
  void readsHostAndPort(String value, String host, int port) throws MalformedURLException {
    assertThat(proxy(value))
        .isEqualTo(new ProxyServer(host, port, null, "the environment variable HTTPS_PROXY"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://ci:s3cret@proxy.corp:3128, ci, s3cret",
    "ci:s3cret@proxy.corp, ci, s3cret",
    "http://CORP%5Cci:p%40ss%3Aw%25rd@proxy.corp, CORP\\ci, p@ss:w%rd",
    "http://ci:a+b@proxy.corp, ci, a+b",
    "http://ci:p@ss@proxy.corp, ci, p@ss",
    "http://ci@proxy.corp, ci, ''",
  })
  void readsTheLogin(String value, String user, String password) throws MalformedURLException {
    assertThat(proxy(value).login())
        .isEqualTo(new Login(user, password, "the environment variable HTTPS_PROXY"));
    assertThat(proxy(value).host()).isEqualTo("proxy.corp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ci:s3cret@",
        "http://ci:s3cret@proxy.corp:99999",
        "http://ci:s3cret@proxy.corp:0",
        "http://ci:s3cret@proxy.corp/path",
        "http://ci:s3cret@proxy corp",
        "http://ci:s3cret%@proxy.corp",
        "socks5://ci:s3cret@proxy.corp:1080",
        "https://ci:s3cret@proxy.corp:443",
      })
  void namesTheVariableThatItCannotUseWithoutItsPassword(String value) {
    assertThatThrownBy(() -> proxy(value))
        .isInstanceOfSatisfying(
            ProxySettingException.class, e -> assertThat(e.isUserFixable()).isTrue())
        .hasMessageStartingWith("Cannot use the proxy in the environment variable HTTPS_PROXY: ")
        .hasMessageContaining("[http://][USER:PASSWORD@]HOST[:PORT]")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void saysWhichSchemesAreNotSupported() {
    assertThatThrownBy(() -> proxy("SOCKS5://proxy.corp:1080"))
        .hasMessageContainingAll("socks5://", "only proxies that speak plain HTTP are supported");
  }

  @Test
  void hasAVariableForEachProtocol() throws MalformedURLException {
    Map<String, String> both = Map.of("HTTPS_PROXY", "secure", "http_proxy", "plain");

    assertThat(choose(both, "https://ghcr.io/v2/")).get().hasToString("secure:80");
    assertThat(choose(both, "http://ghcr.io/v2/")).get().hasToString("plain:80");
    assertThat(choose(Map.of("HTTP_PROXY", "plain"), "https://ghcr.io/v2/")).isEmpty();
  }

  @Test
  void prefersUpperCaseUnlessItIsEmpty() throws MalformedURLException {
    assertThat(
            choose(Map.of("HTTPS_PROXY", "upper", "https_proxy", "lower"), "https://ghcr.io/v2/"))
        .get()
        .hasToString("upper:80");
    assertThat(choose(Map.of("HTTPS_PROXY", "", "https_proxy", "lower"), "https://ghcr.io/v2/"))
        .get()
        .hasToString("lower:80");
  }

  @ParameterizedTest
  @CsvSource({
    "https://localhost:5000/v2/",
    "https://reg.localhost/v2/",
    "https://127.0.0.1:5000/v2/",
    "https://127.8.8.8/v2/",
    "https://[::1]:5000/v2/",
  })
  void neverReachesThisMachineThroughAProxy(String url) throws MalformedURLException {
    assertThat(choose(Map.of("HTTPS_PROXY", "proxy.corp"), url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, https://ghcr.io/v2/, true",
    "example.com, https://example.com/v2/, true",
    "example.com, https://EXAMPLE.com./v2/, true",
    "EXAMPLE.com, https://reg.example.com/v2/, true",
    "example.com, https://badexample.com/v2/, false",
    "example.com, https://example.com.evil.org/v2/, false",
    ".example.com, https://reg.example.com/v2/, true",
    ".example.com, https://example.com/v2/, false",
    "*.example.com, https://reg.example.com/v2/, true",
    "*.example.com, https://example.com/v2/, false",
    "example.com:5000, https://example.com:5000/v2/, true",
    "example.com:5000, https://reg.example.com:5000/v2/, true",
    "example.com:5000, https://example.com/v2/, false",
    "example.com:443, https://example.com/v2/, true",
    "10.1.2.3, https://10.1.2.3/v2/, true",
    "10.1.2.3, https://10.1.2.4/v2/, false",
    "10.1.2.3:5000, https://10.1.2.3:5000/v2/, true",
    "1.2.3, https://10.1.2.3/v2/, false",
    "2.3, https://10.1.2.3/v2/, false",
    "10.0.0.0/8, https://10.9.9.9/v2/, true",
    "10.0.0.0/8, https://11.0.0.1/v2/, false",
    "10.0.0.1/32, https://10.0.0.1/v2/, true",
    "10.0.0.1/32, https://10.0.0.2/v2/, false",
    "10.0.0.1/33, https://10.0.0.1/v2/, false",
    "10.128.0.0/9, https://10.127.0.1/v2/, false",
    "10.0.0.0/99, https://10.0.0.1/v2/, false",
    "0.0.0.0/0, https://10.0.0.1/v2/, true",
    "10.0.0.0/8, https://ten.example.com/v2/, false",
    "fd00::/8, https://[fd12::7]:5000/v2/, true",
    "fd00::/8, https://[fe80::7]/v2/, false",
    "fd00::7, https://[fd00:0::7]/v2/, true",
    "[fd00::7]:5000, https://[fd00::7]:5000/v2/, true",
    "[fd00::7]:5000, https://[fd00::7]/v2/, false",
    "'other.org, example.com', https://example.com/v2/, true",
    "'other.org example.com', https://example.com/v2/, true",
    "'', https://example.com/v2/, false",
    "'.', https://example.com/v2/, false",
    "':,/,a/b,[', https://example.com/v2/, false",
  })
  void excepts(String noProxy, String url, boolean direct) throws MalformedURLException {
    for (String variable : List.of("NO_PROXY", "no_proxy")) {
      assertThat(choose(Map.of("https_proxy", "proxy.corp", variable, noProxy), url).isEmpty())
          .isEqualTo(direct);
    }
  }

  @Test
  void isNotAskedWhereTheProxyIsNotNeeded() throws MalformedURLException {
    assertThat(
            choose(
                Map.of("HTTPS_PROXY", "socks5://x", "NO_PROXY", "example.com"),
                "https://example.com/v2/"))
        .isEmpty();
  }
}
