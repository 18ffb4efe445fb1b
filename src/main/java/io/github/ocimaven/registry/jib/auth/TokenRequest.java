package io.github.ocimaven.registry.jib.auth;

import com.google.api.client.util.escape.CharEscapers;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.http.Challenge;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.text.ForeignText;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token service is asked for.
 *
 * @param realm the token service's URL, which may have a query of its own
 * @param service the registry's name for itself, or null
 * @param scopes what the token shall allow, each {@code repository:NAME:pull,push}
 */
record TokenRequest(URL realm, @Nullable String service, List<String> scopes) {

  private static final String CLIENT_ID = "oci-maven-plugin";

  /** More repositories than a push mounts from; a registry could name ever more. */
  private static final int MAX_SCOPES = 100;

  /** Copies the list. */
  TokenRequest {
    scopes = List.copyOf(scopes);
  }

  /**
   * Makes a request of a challenge.
   *
   * @param challenge names token service and scopes
   * @param known the scopes that tokens had before, which the new one shall have as well
   * @param registry the registry's URL, which the token service's may not be less safe than
   * @throws NoToken if there can be no token service at the realm
   */
  static TokenRequest of(Challenge challenge, Collection<String> known, URL registry)
      throws NoToken {
    Set<String> scopes = new LinkedHashSet<>(known);
    // What else than pushing the registry wants for: pull on the source of a mount.
    Arrays.stream(challenge.parameter("scope").split(" ", -1))
        .filter(scope -> scope.endsWith(":pull"))
        .filter(scope -> !scopes.contains(scope + ",push"))
        .limit(Math.max(0, MAX_SCOPES - scopes.size()))
        .forEach(scopes::add);
    String service = challenge.parameter("service");
    return new TokenRequest(
        realm(challenge, registry), service.isEmpty() ? null : service, List.copyOf(scopes));
  }

  private static URL realm(Challenge challenge, URL registry) throws NoToken {
    String realm = challenge.parameter("realm");
    URL url;
    try {
      URI uri = new URI(realm);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !List.of("http", "https").contains(scheme)) {
        throw new MalformedURLException(realm);
      }
      String query = uri.getRawQuery();
      // A user name in it is not ours, and the HTTP client would log in with it.
      url =
          new URL(
              scheme,
              uri.getHost(),
              uri.getPort(),
              uri.getRawPath() + (query == null ? "" : "?" + query));
    } catch (URISyntaxException | MalformedURLException e) {
      String shown = ForeignText.printable(realm.replaceFirst(".*@", "…@"), 200);
      throw NoToken.because(
          LoggableUrl.withoutSecrets(registry),
          "the registry names no token service (" + shown + ")");
    }
    if (!url.getProtocol().equals("https") && !registry.getProtocol().equals("http")) {
      throw NoToken.because(
          LoggableUrl.withoutSecrets(url), "it would get the credentials over plain HTTP");
    }
    return url;
  }

  /** Returns the URL that a GET takes. */
  URL url() {
    StringBuilder query = new StringBuilder(realm.getFile());
    char separator = realm.getQuery() == null ? '?' : '&';
    if (service != null) {
      query.append(separator).append("service=").append(CharEscapers.escapeUriQuery(service));
      separator = '&';
    }
    for (String scope : scopes) {
      query.append(separator).append("scope=").append(CharEscapers.escapeUriQuery(scope));
      separator = '&';
    }
    try {
      return new URL(realm.getProtocol(), realm.getHost(), realm.getPort(), query.toString());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the form that a POST takes (distribution's token specification, "OAuth2").
   *
   * @param refreshToken what is exchanged for a token
   */
  Map<String, String> form(String refreshToken) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", CLIENT_ID);
    if (service != null) {
      form.put("service", service);
    }
    form.put("scope", String.join(" ", scopes));
    form.put("refresh_token", refreshToken);
    return form;
  }
}
