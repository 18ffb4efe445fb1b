package io.github.ocimaven.mojo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.proxy.ConfiguredProxies;
import io.github.ocimaven.registry.proxy.ProxySettingException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class SettingsProxiesTest {

  private final Settings settings = new Settings();

  private Proxy add(String id, String protocol) {
    Proxy proxy = new Proxy();
    proxy.setId(id);
    proxy.setProtocol(protocol);
    proxy.setHost(id + ".corp");
    proxy.setPort(3128);
    settings.addProxy(proxy);
    return proxy;
  }

  /** A decrypter's result: the proxy, with {@code {…}} decrypted, or a problem. */
  private record Decrypted(Proxy proxy, List<SettingsProblem> problems)
      implements SettingsDecryptionResult {

    static SettingsDecryptionResult of(SettingsDecryptionRequest request) {
      Proxy proxy = request.getProxies().get(0).clone();
      String password = proxy.getPassword();
      if (password != null && password.startsWith("{bad")) {
        return new Decrypted(
            proxy,
            List.of(
                new DefaultSettingsProblem(
                    "Failed to decrypt " + password,
                    SettingsProblem.Severity.ERROR,
                    "settings.xml",
                    -1,
                    -1,
                    new IllegalStateException(password))));
      }
      if (password != null && password.startsWith("{")) {
        proxy.setPassword("s3cret");
      }
      return new Decrypted(proxy, List.of());
    }

    @Override
    public Server getServer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Server> getServers() {
      return List.of();
    }

    @Override
    public Proxy getProxy() {
      return proxy;
    }

    @Override
    public List<Proxy> getProxies() {
      return List.of(proxy);
    }

    @Override
    public List<SettingsProblem> getProblems() {
      return problems;
    }
  }

  private Optional<ProxyServer> choose(String url) throws Exception {
    SettingsDecrypter decrypter = Decrypted::of;
    var passwords = new SettingsPasswords(decrypter, "3.8.7");
    return new ConfiguredProxies(List.of(new SettingsProxies(settings, passwords)))
        .choose(new URL(url));
  }

  @Test
  void readsTheActiveProxyOfTheProtocol() throws Exception {
    add("idle", "https").setActive(false);
    add("plain", "http");
    add("secure", "HTTPS");
    add("second", "https");

    assertThat(choose("https://ghcr.io/"))
        .contains(new ProxyServer("secure.corp", 3128, null, "<proxy> 'secure' in settings.xml"));
    assertThat(choose("http://ghcr.io/")).get().hasToString("plain.corp:3128");
  }

  @Test
  void usesTheProxyForHttpWhereThereIsNoneForHttps() throws Exception {
    add("plain", "http");

    assertThat(choose("https://ghcr.io/")).get().hasToString("plain.corp:3128");
  }

  @Test
  void usesNoProxyForHttpsWithPlainHttp() throws Exception {
    add("secure", "https");

    assertThat(choose("http://ghcr.io/")).isEmpty();
  }

  @Test
  void exceptsHosts() throws Exception {
    add("plain", "http").setNonProxyHosts("*.corp|localhost, 10.*");

    assertThat(choose("https://reg.corp/")).isEmpty();
    assertThat(choose("https://localhost:5000/")).isEmpty();
    assertThat(choose("https://10.1.2.3/")).isEmpty();
    assertThat(choose("https://corp.example/")).isPresent();
  }

  @Test
  void decryptsThePassword() throws Exception {
    Proxy proxy = add("plain", "http");
    proxy.setUsername("ci");
    proxy.setPassword("{COQLCE6DU6GtcS5P=}");

    assertThat(choose("https://ghcr.io/"))
        .get()
        .extracting(ProxyServer::login)
        .isEqualTo(new Login("ci", "s3cret", "<proxy> 'plain' in settings.xml"));
  }

  @Test
  void namesTheProxyWhosePasswordCannotBeDecrypted() {
    Proxy proxy = add("plain", "http");
    proxy.setUsername("ci");
    proxy.setPassword("{bad}");

    assertThatThrownBy(() -> choose("https://ghcr.io/"))
        .isInstanceOf(ProxySettingException.class)
        .hasMessageContainingAll(
            "Cannot use <proxy> 'plain' in settings.xml", "settings-security.xml")
        .hasNoCause()
        .message()
        .doesNotContain("{bad}");
  }

  @Test
  void doesNotTouchInactiveProxies() throws Exception {
    Proxy proxy = add("idle", "http");
    proxy.setActive(false);
    proxy.setPassword("{bad}");

    assertThat(choose("https://ghcr.io/")).isEmpty();
  }

  @Test
  void doesNotReadThePasswordOfAProxyThatIsNotUsed() throws Exception {
    Proxy proxy = add("corp", "http");
    proxy.setUsername("ci");
    proxy.setPassword("{bad}");
    proxy.setNonProxyHosts("ghcr.io");

    assertThat(choose("https://ghcr.io/")).isEmpty();
  }
}
