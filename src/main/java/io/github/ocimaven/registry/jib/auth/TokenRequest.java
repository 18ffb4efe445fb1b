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
 * A request for a token.
 *
 * @param realm the token service's URL, which may have a query of its own
 * @param service the registry's name for itself, or null
 * @param scopes what the token is to allow, each {@code repository:NAME:pull,push}
 */
record TokenRequest(URL realm, @Nullable String service, List<String> scopes) {

  private static final String CLIENT_ID = "oci-maven-plugin";

  /** More repositories than a push mounts from. A registry could name any number. */
  private static final int MAX_SCOPES = 100;

  TokenRequest {
    scopes = List.copyOf(scopes);
  }

  /**
   * Creates the request that a challenge asks for.
   *
   * @param challenge the challenge, which names the token service and the scopes
   * @param known the scopes of earlier tokens, which the new one is to cover as well
   * @param registry the registry's URL; the token service's URL must be at least as secure
   * @throws NoToken if the realm is not the URL of a token service
   */
  static TokenRequest of(Challenge challenge, Collection<String> known, URL registry)
      throws NoToken {
    Set<String> scopes = new LinkedHashSet<>(known);
    // The registry may require more than push on the repository: pull on the source of a mount.
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
      // A user name in the realm is not ours, and the HTTP client would log in with it.
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
          "the registry does not name a valid token service (" + shown + ")");
    }
    if (!url.getProtocol().equals("https") && !registry.getProtocol().equals("http")) {
      throw NoToken.because(
          LoggableUrl.withoutSecrets(url), "it would receive the credentials over plain HTTP");
    }
    return url;
  }

  /** Returns the URL for a GET. */
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
   * Returns the form for a POST (distribution's token specification, "OAuth2").
   *
   * @param refreshToken the refresh token to exchange for a token
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
