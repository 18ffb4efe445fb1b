package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as written in an environment variable: {@code [http://][USER[:PASSWORD]@]HOST[:PORT][/]}.
 * User and password are percent-encoded; the default port is 80.
 */
final class ProxyUrl {

  private static final int DEFAULT_PORT = 80;
  private static final int MAX_PORT = 65_535;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
              + "(?:(?<login>.*)@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^\\[\\]:/?#@\\s]+)"
              + "(?::(?<port>[0-9]{1,5}))?"
              + "/?");

  private ProxyUrl() {}

  /**
   * Parses the value of an environment variable.
   *
   * @throws ProxySettingException if the value is malformed or has a scheme other than http
   */
  static ProxyServer parse(String variable, String value) {
    Matcher parts = FORM.matcher(value.strip());
    if (!parts.matches()) {
      throw malformed(variable, "its value is malformed");
    }
    String scheme = parts.group("scheme");
    if (scheme != null && !scheme.equalsIgnoreCase("http")) {
      throw malformed(
          variable,
          "its value begins with "
              + scheme.toLowerCase(Locale.ROOT)
              + "://, and only proxies that speak plain HTTP are supported");
    }
    int port = parts.group("port") == null ? DEFAULT_PORT : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > MAX_PORT) {
      throw malformed(variable, "its port is out of range");
    }
    String origin = "the environment variable " + variable;
    return new ProxyServer(
        parts.group("host"), port, login(variable, parts.group("login"), origin), origin);
  }

  private static @Nullable Login login(String variable, @Nullable String login, String origin) {
    if (login == null || login.isEmpty()) {
      return null;
    }
    String[] parts = login.split(":", 2);
    try {
      return new Login(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]), origin);
    } catch (IllegalArgumentException e) {
      throw malformed(
          variable,
          "its user name or password holds a % that is not followed by two hex digits (write %25"
              + " for a %)");
    }
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static ProxySettingException malformed(String variable, String problem) {
    return new ProxySettingException(
        "the proxy in the environment variable " + variable,
        problem + "; it should be [http://][USER:PASSWORD@]HOST[:PORT]");
  }
}
