package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.jib.Authenticator.Outcome;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one registry: adds the authorization where it belongs and nowhere else, and
 * answers challenges.
 */
final class RegistryHttp {

  // One without a token, one with a token that another thread got, which may not be for this
  // mount's source, and one with a token of its own.
  private static final int MAX_ATTEMPTS = 3;

  private final Wire wire;
  private final URL base;
  private final Authenticator authenticator;
  private final int timeoutMillis;
  private final String userAgent;

  /**
   * Makes a client.
   *
   * @param wire carries all requests
   * @param base the registry's URL, ending with {@code /v2/}
   * @param authenticator answers the registry's challenges
   * @param settings timeout and user agent
   */
  RegistryHttp(Wire wire, URL base, Authenticator authenticator, ConnectionSettings settings) {
    this.wire = wire;
    this.base = base;
    this.authenticator = authenticator;
    this.timeoutMillis = settings.timeoutMillis();
    this.userAgent = settings.userAgent();
  }

  /** Returns the registry's URL, ending with {@code /v2/}. */
  URL base() {
    return base;
  }

  /**
   * Sends a request without a body.
   *
   * @param method the HTTP method
   * @param path below {@code /v2/}
   * @param accept the media types of the Accept header
   * @return the answer; the caller closes it
   * @throws ResponseException if the status is none of success
   * @throws AccessException if the status is 401 or 403
   * @throws TokenException if the token service fails
   * @throws IOException if there is no answer
   */
  Response send(String method, String path, List<String> accept) throws IOException {
    Request request = Request.builder().setUserAgent(userAgent).setAccept(accept).build();
    return send(method, new URL(base + path), request, 0);
  }

  /**
   * Sends a request, and sends it again where the registry wants an authorization first, or another
   * one because a token has expired.
   *
   * @param method the HTTP method
   * @param url the URL, of the registry or of where it sent us
   * @param request headers and body
   * @param bodyLength the body's length in bytes
   * @return the answer; the caller closes it
   * @throws ResponseException if the status is none of success
   * @throws AccessException if the status is 401 or 403
   * @throws TokenException if the token service fails
   * @throws IOException if there is no answer
   */
  Response send(String method, URL url, Request request, long bodyLength) throws IOException {
    if (!isRegistry(url)) {
      try {
        return wire.send(method, url, request, null, bodyLength, timeoutMillis);
      } catch (ResponseException e) {
        IOException refused = refused(e, method, null);
        throw refused == e ? new ElsewhereException(url, e) : refused;
      } catch (IOException e) {
        throw new ElsewhereException(url, e);
      }
    }
    boolean answered = false;
    for (int attempt = 1; ; attempt++) {
      Authorization authorization = authenticator.current();
      try {
        return wire.send(method, url, request, authorization, bodyLength, timeoutMillis);
      } catch (ResponseException e) {
        Outcome outcome =
            answered || attempt == MAX_ATTEMPTS ? Outcome.NONE : answer(e, authorization);
        if (outcome == Outcome.NONE) {
          throw refused(e, method, authorization);
        }
        answered = outcome == Outcome.NEW;
      }
    }
  }

  private Outcome answer(ResponseException e, @Nullable Authorization used) throws IOException {
    return e.getStatusCode() == HttpStatusCodes.STATUS_CODE_UNAUTHORIZED && isRegistry(e)
        ? authenticator.answer(Challenge.of(e), used)
        : Outcome.NONE;
  }

  private IOException refused(ResponseException e, String method, @Nullable Authorization used) {
    return switch (e.getStatusCode()) {
      case HttpStatusCodes.STATUS_CODE_UNAUTHORIZED, HttpStatusCodes.STATUS_CODE_FORBIDDEN ->
          new AccessException(e, method, used, isRegistry(e) ? null : AnswerOrigin.of(e));
      default -> e;
    };
  }

  private boolean isRegistry(ResponseException answer) {
    try {
      return isRegistry(new URL(AnswerOrigin.of(answer)));
    } catch (MalformedURLException e) {
      return false;
    }
  }

  /**
   * Distribution-spec, "Pushing a blob": an authorization must not be sent to another host that a
   * Location names.
   */
  private boolean isRegistry(URL url) {
    return url.getProtocol().equals(base.getProtocol())
        && url.getHost().equalsIgnoreCase(base.getHost())
        && port(url) == port(base);
  }

  private static int port(URL url) {
    return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
  }
}
