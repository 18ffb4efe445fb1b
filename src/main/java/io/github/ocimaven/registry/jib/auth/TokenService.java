package io.github.ocimaven.registry.jib.auth;

import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.UrlEncodedContent;
import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.IdentityToken;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.Secrets;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Asks token services for tokens (distribution's token specification): with GET and Basic
 * credentials or none, or with POST and an OAuth2 refresh token.
 *
 * <p>It follows no redirect, which could take a refresh token along.
 */
public final class TokenService {

  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final Wire wire;
  private final URL registry;
  private final ConnectionSettings settings;
  private final Secrets secrets;
  private final InFlight inFlight;

  /**
   * Makes a client.
   *
   * @param wire carries the requests
   * @param registry the registry's URL
   * @param settings timeout and user agent
   * @param secrets gets the tokens, and hides them should a token service repeat them
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

  /** Returns the URL of the registry whose tokens these are. */
  URL registry() {
    return registry;
  }

  /**
   * Waits while another repository asks.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, or the
   *     repository closed
   */
  void await(InFlight.Wait wait) {
    inFlight.await(wait);
  }

  /**
   * Hides an authorization from now on, whoever got it, because it is sent along.
   *
   * @param authorization what is sent, or null
   * @return the same
   */
  @Nullable Authorization hiding(@Nullable Authorization authorization) {
    if (authorization != null) {
      secrets.add(authorization.getToken());
    }
    return authorization;
  }

  /**
   * Gets a token.
   *
   * @param request where, and for what
   * @param credentials for whom
   * @throws TokenException if there is none
   */
  Token fetch(TokenRequest request, Credentials credentials) throws TokenException {
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
      throws TokenException {
    Answer answer = send(method, url, form, authorization);
    if (answer.status() >= 300 && answer.status() < 400) {
      throw new TokenException(
          url, "it sent us on to " + shown(answer.location()) + " (" + answer.status() + ")");
    }
    if (answer.status() < 200 || answer.status() >= 300) {
      throw TokenRefusal.of(url, answer.status(), answer.body(), secrets)
          .retryAfter(answer.retryAfter());
    }
    if (answer.body().length > MAX_ANSWER_BYTES) {
      throw new TokenException(url, "its answer is larger than a megabyte");
    }
    try {
      return Token.parse(answer.body());
    } catch (IOException e) {
      throw new TokenException(url, String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared never
  private record Answer(
      int status, @Nullable String location, @Nullable String retryAfter, byte[] body) {}

  private Answer send(
      String method, URL url, @Nullable HttpContent form, @Nullable Authorization authorization)
      throws TokenException {
    try {
      HttpResponse response = wire.sendOnce(request(method, url, form, authorization));
      try (InputStream content = response.getContent()) {
        return new Answer(
            response.getStatusCode(),
            response.getHeaders().getLocation(),
            response.getHeaders().getRetryAfter(),
            content == null ? new byte[0] : content.readNBytes(MAX_ANSWER_BYTES + 1));
      } finally {
        response.disconnect();
      }
    } catch (SocketTimeoutException e) {
      throw TokenException.unanswered(
          url, "it was silent for " + settings.timeout().toSeconds() + " seconds", e);
    } catch (IOException e) {
      // What Apache wraps may have no message.
      String reason = ErrorAnswer.shorten(Causes.root(e).toString());
      throw TokenException.unanswered(url, "it can't be reached (" + reason + ")", e);
    }
  }

  private HttpRequest request(
      String method, URL url, @Nullable HttpContent form, @Nullable Authorization authorization)
      throws IOException {
    HttpRequest request =
        wire.transport()
            .createRequestFactory()
            .buildRequest(method, Wire.exactly(url), form)
            .setConnectTimeout(settings.timeoutMillis())
            .setReadTimeout(settings.timeoutMillis());
    request
        .getHeaders()
        .setAccept("application/json")
        .setAuthorization(authorization == null ? null : authorization.toString());
    return request;
  }

  /** Where a redirect leads, without its query. */
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
