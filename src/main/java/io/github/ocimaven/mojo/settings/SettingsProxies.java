package io.github.ocimaven.mojo.settings;

import io.github.ocimaven.mojo.settings.SettingsPasswords.UnusableException;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.proxy.NonProxyHosts;
import io.github.ocimaven.registry.proxy.ProxySettingException;
import io.github.ocimaven.registry.proxy.ProxySource;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The active proxies of {@code settings.xml}. The choice follows Maven's own for repositories: the
 * first proxy for the URL's protocol whose {@code nonProxyHosts} do not contain the host. For
 * {@code https}, the proxies for {@code http} come after these, since {@code http} is the default
 * protocol of a {@code <proxy>}.
 */
public final class SettingsProxies implements ProxySource {

  private final List<Rule> rules;

  public SettingsProxies(Settings settings, SettingsPasswords passwords) {
    this.rules =
        settings.getProxies().stream()
            .filter(Proxy::isActive)
            .map(proxy -> new Rule(proxy, passwords))
            .toList();
  }

  @Override
  public Optional<ProxyChooser> forProtocol(String protocol) {
    List<Rule> suitable = new ArrayList<>(of(protocol));
    if (protocol.equals("https")) {
      suitable.addAll(of("http"));
    }
    return suitable.isEmpty()
        ? Optional.empty()
        : Optional.of(
            url ->
                suitable.stream().filter(rule -> !rule.excepts(url)).findFirst().map(Rule::server));
  }

  private List<Rule> of(String protocol) {
    return rules.stream().filter(rule -> rule.isFor(protocol)).toList();
  }

  /** One {@code <proxy>}; its password is read once, when it is needed. */
  private static final class Rule {

    private final Proxy proxy;
    private final SettingsPasswords passwords;
    private final NonProxyHosts exceptions;
    private @Nullable ProxyServer server;

    Rule(Proxy proxy, SettingsPasswords passwords) {
      this.proxy = proxy;
      this.passwords = passwords;
      this.exceptions =
          NonProxyHosts.parse(Objects.requireNonNullElse(proxy.getNonProxyHosts(), ""));
    }

    boolean isFor(String protocol) {
      return proxy.getProtocol().equalsIgnoreCase(protocol);
    }

    boolean excepts(URL url) {
      return exceptions.contain(url);
    }

    synchronized ProxyServer server() {
      if (server == null) {
        server = read();
      }
      return server;
    }

    private ProxyServer read() {
      String origin = "<proxy> '" + proxy.getId() + "' in settings.xml";
      try {
        String username = SettingsPasswords.text("username", proxy.getUsername());
        Login login = username.isEmpty() ? null : new Login(username, passwords.of(proxy), origin);
        return new ProxyServer(proxy.getHost(), proxy.getPort(), login, origin);
      } catch (UnusableException e) {
        throw new ProxySettingException(origin, e.reason() + "; " + e.remedy());
      }
    }
  }
}
