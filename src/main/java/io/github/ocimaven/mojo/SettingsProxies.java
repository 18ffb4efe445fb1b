package io.github.ocimaven.mojo;

import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.proxy.NonProxyHosts;
import io.github.ocimaven.registry.proxy.ProxySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The active proxies of {@code settings.xml}. They are chosen as Maven itself chooses one for a
 * repository: the first for the URL's protocol whose {@code nonProxyHosts} do not have the host,
 * and for {@code https} after these the first for {@code http}, which is the protocol of a {@code
 * <proxy>} that names none.
 */
final class SettingsProxies implements ProxySource {

  private final List<Rule> rules;

  private SettingsProxies(List<Rule> rules) {
    this.rules = rules;
  }

  /** One {@code <proxy>}. */
  private record Rule(String protocol, ProxyServer server, NonProxyHosts exceptions) {}

  /**
   * Reads the active proxies, and decrypts their passwords.
   *
   * @param settings Maven's settings
   * @param decrypter decrypts what {@code mvn --encrypt-password} has encrypted
   * @throws MojoFailureException if a password can't be decrypted
   */
  static SettingsProxies of(Settings settings, SettingsDecrypter decrypter)
      throws MojoFailureException {
    List<Rule> rules = new ArrayList<>();
    for (Proxy proxy : settings.getProxies()) {
      if (proxy.isActive()) {
        rules.add(rule(decrypt(proxy, decrypter)));
      }
    }
    return new SettingsProxies(List.copyOf(rules));
  }

  private static Proxy decrypt(Proxy proxy, SettingsDecrypter decrypter)
      throws MojoFailureException {
    Optional<SettingsDecryptionResult> decrypted =
        Decryption.of(decrypter, new DefaultSettingsDecryptionRequest(proxy));
    if (decrypted.isEmpty()) {
      throw new MojoFailureException(
          "Cannot use " + place(proxy) + ": its password can't be decrypted; " + Decryption.REMEDY);
    }
    return decrypted.get().getProxy();
  }

  private static String place(Proxy proxy) {
    return "<proxy> '" + proxy.getId() + "' in settings.xml";
  }

  private static Rule rule(Proxy proxy) {
    String origin = place(proxy);
    String username = Objects.requireNonNullElse(proxy.getUsername(), "");
    Login login =
        username.isEmpty()
            ? null
            : new Login(username, Objects.requireNonNullElse(proxy.getPassword(), ""), origin);
    return new Rule(
        proxy.getProtocol().toLowerCase(Locale.ROOT),
        new ProxyServer(proxy.getHost(), proxy.getPort(), login, origin),
        NonProxyHosts.parse(Objects.requireNonNullElse(proxy.getNonProxyHosts(), "")));
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
                suitable.stream()
                    .filter(rule -> !rule.exceptions().contain(url))
                    .map(Rule::server)
                    .findFirst());
  }

  private List<Rule> of(String protocol) {
    return rules.stream().filter(rule -> rule.protocol().equals(protocol)).toList();
  }
}
