package io.github.ocimaven.registry.jib.auth;

import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.UrlEncodedContent;
import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.IdentityToken;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.Secrets;
import io.github.ocimaven.registry.jib.http.TransportFailures;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.jib.http.WireRequest;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests tokens from token services (distribution's token specification): by GET with Basic
 * credentials or none, or by POST with an OAuth2 refresh token.
 *
 * <p>Redirects are not followed, because they could leak a refresh token.
 */
public final class TokenService {

  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private static final Map<String, String> ACCEPT_JSON = Map.of("Accept", "application/json");

  private final Wire wire;
  private final URL registry;
  private final ConnectionSettings settings;
  private final Secrets secrets;
  private final InFlight inFlight;

  /**
   * Creates a client.
   *
   * @param registry the registry's URL
   * @param settings timeout and user agent
   * @param secrets receives the tokens, and hides them in case a token service repeats them
   * @param inFlight the requests of the repository that the tokens are for
   */
  public TokenService(
      Wire wire, URL registry, ConnectionSettings settings, Secrets secrets, InFlight inFlight) {
    this.inFlight = inFlight;
    this.wire = wire;
    this.registry = registry;
    this.settings = settings;
    this.secrets = secrets;
  }

  /** Returns the URL of the registry that the tokens are for. */
  URL registry() {
    return registry;
  }

  /**
   * Waits while another repository requests a token.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, or the
   *     repository is closed
   */
  void await(InFlight.Wait wait) {
    inFlight.await(wait);
  }

  /**
   * Adds an authorization that will be sent to the secrets to hide, even if another repository
   * fetched it.
   *
   * @return the same authorization
   */
  @Nullable Authorization hiding(@Nullable Authorization authorization) {
    if (authorization != null) {
      secrets.add(authorization.getToken());
    }
    return authorization;
  }

  /**
   * Fetches a token.
   *
   * @throws NoToken if the token service gives no token
   * @throws RequestFailure if a proxy or this plugin stopped the request
   */
  Token fetch(TokenRequest request, Credentials credentials) throws RequestFailure {
    if (credentials instanceof IdentityToken identity) {
      HttpContent form = new UrlEncodedContent(request.form(identity.token()));
      return fetch("POST", request.realm(), form, null);
    }
    if (credentials instanceof Login login) {
      Authorization basic = Authorization.fromBasicCredentials(login.username(), login.password());
      return fetch("GET", request.url(), null, basic);
    }
    return fetch("GET", request.url(), null, null);
  }

  private Token fetch(
      String method, URL url, @Nullable HttpContent form, @Nullable Authorization authorization)
      throws RequestFailure {
    Answer response = send(new WireRequest(method, url, ACCEPT_JSON, form), authorization);
    String service = LoggableUrl.withoutSecrets(url);
    if (response.status() >= 300 && response.status() < 400) {
      throw NoToken.because(
          service,
          "it redirected us to " + shown(response.location()) + " (" + response.status() + ")");
    }
    if (response.status() < 200 || response.status() >= 300) {
      throw TokenRefusal.of(
          service, response.status(), response.retryAfter(), response.body(), secrets);
    }
    if (response.body().length > MAX_ANSWER_BYTES) {
      throw NoToken.because(service, "its response is larger than a megabyte");
    }
    try {
      return Token.parse(response.body());
    } catch (IOException e) {
      throw NoToken.because(service, String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
  private record Answer(
      int status, @Nullable String location, @Nullable String retryAfter, byte[] body) {}

  private Answer send(WireRequest request, @Nullable Authorization authorization)
      throws RequestFailure {
    try {
      return exchange(request, authorization);
    } catch (NoResponse e) {
      throw NoToken.unanswered(LoggableUrl.withoutSecrets(request.url()), reason(e), e);
    }
  }

  private String reason(NoResponse silence) {
    return silence.kind() == NoResponse.Kind.SILENCE
        ? "it was silent for " + settings.timeout().toSeconds() + " seconds"
        // Apache's wrapper exceptions may have no message.
        : "it can't be reached (" + ErrorResponse.shorten(silence.root().toString()) + ")";
  }

  private Answer exchange(WireRequest request, @Nullable Authorization authorization)
      throws RequestFailure {
    Peer service = new Peer(LoggableUrl.origin(request.url()));
    HttpResponse response =
        wire.exchange(service, request, authorization, settings.timeoutMillis());
    try (InputStream content = response.getContent()) {
      return new Answer(
          response.getStatusCode(),
          response.getHeaders().getLocation(),
          response.getHeaders().getRetryAfter(),
          content == null ? new byte[0] : content.readNBytes(MAX_ANSWER_BYTES + 1));
    } catch (IOException e) {
      throw TransportFailures.of(service, e);
    }
  }

  /** Returns the destination of a redirect, without its query. */
  private static String shown(@Nullable String location) {
    if (location == null) {
      return "nowhere";
    }
    try {
      return ForeignText.printable(LoggableUrl.withoutSecrets(new URL(location)), 200);
    } catch (MalformedURLException e) {
      return ForeignText.printable(location.split("[?#]", 2)[0].replaceFirst(".*@", "…@"), 200);
    }
  }
}
