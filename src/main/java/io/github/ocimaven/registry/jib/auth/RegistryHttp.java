package io.github.ocimaven.registry.jib.auth;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.registry.jib.auth.Authenticator.Outcome;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.RedirectedException;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one registry: adds the authorization where it belongs and nowhere else, answers
 * challenges, and follows redirects.
 */
public final class RegistryHttp {

  // One without a token, one with a token that another thread got, which may not be for this
  // mount's source, and one with a token of its own.
  private static final int MAX_ATTEMPTS = 3;

  private static final int MAX_REDIRECTS = 5;

  private final Wire wire;
  private final Wire streams;
  private final URL base;
  private final Authenticator authenticator;
  private final TokenService tokens;
  private final int timeoutMillis;

  /**
   * Makes a client.
   *
   * @param wire carries requests, and receives their responses whole
   * @param streams carries requests whose responses are read piece by piece
   * @param base the registry's URL, ending with {@code /v2/}
   * @param authenticator answers the registry's challenges
   * @param tokens gets tokens for it
   * @param timeoutMillis for how many milliseconds the other side may be silent
   */
  public RegistryHttp(
      Wire wire,
      Wire streams,
      URL base,
      Authenticator authenticator,
      TokenService tokens,
      int timeoutMillis) {
    this.wire = wire;
    this.streams = streams;
    this.base = base;
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Returns the URL of something that the registry has.
   *
   * @param path below {@code /v2/}
   */
  public URL url(String path) {
    return LoggableUrl.of(base + path);
  }

  /**
   * Sends a request, and sends it again where the registry wants an authorization first, or another
   * one because a token has expired, or sends us elsewhere.
   *
   * @param request the request, to the registry or to where it sent us
   * @return the answer; the caller closes it
   * @throws ResponseException if the status is none of success
   * @throws AccessException if the status is 401 or 403
   * @throws TokenException if the token service fails
   * @throws RedirectedException if there is no success where the registry sent us
   * @throws IOException if there is no answer
   */
  public Response send(WireRequest request) throws IOException {
    return send(wire, request);
  }

  /**
   * Sends a request in the same way, and leaves the body of a success where it is: it is read from
   * the connection, which belongs to the response until that is at its end or closed.
   *
   * @param request the request, to the registry or to where it sent us
   * @return the response; the caller closes it
   * @throws IOException if there is none, or none of success
   */
  public Response open(WireRequest request) throws IOException {
    return send(streams, request);
  }

  private Response send(Wire carrier, WireRequest request) throws IOException {
    WireRequest current = request;
    for (int redirects = 0; ; redirects++) {
      boolean elsewhere = !isRegistry(current.url());
      try {
        return elsewhere
            ? carrier.send(current, null, timeoutMillis)
            : sendAuthorized(carrier, current);
      } catch (ResponseException e) {
        WireRequest next = redirects < MAX_REDIRECTS ? redirected(current, e) : null;
        if (next == null) {
          throw elsewhere ? refusedElsewhere(e, current) : e;
        }
        current = next;
      } catch (IOException e) {
        throw elsewhere ? new RedirectedException(current.url(), e) : e;
      }
    }
  }

  private Response sendAuthorized(Wire carrier, WireRequest request) throws IOException {
    boolean answered = false;
    for (int attempt = 1; ; attempt++) {
      Authorization authorization = authenticator.current(tokens);
      try {
        return carrier.send(request, authorization, timeoutMillis);
      } catch (ResponseException e) {
        Outcome outcome =
            answered || attempt == MAX_ATTEMPTS ? Outcome.NONE : answer(e, authorization);
        if (outcome == Outcome.NONE) {
          throw isRefusal(e) ? new AccessException(e, request.method(), authorization, null) : e;
        }
        answered = outcome == Outcome.NEW;
      }
    }
  }

  private Outcome answer(ResponseException e, @Nullable Authorization used) throws IOException {
    return e.getStatusCode() == HttpStatusCodes.STATUS_CODE_UNAUTHORIZED
        ? authenticator.answer(Challenge.of(e), used, tokens)
        : Outcome.NONE;
  }

  private static IOException refusedElsewhere(ResponseException e, WireRequest request) {
    if (request.reads() && e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
      return e; // an answer to a question, whoever was asked in the end
    }
    return isRefusal(e)
        ? new AccessException(e, request.method(), null, LoggableUrl.origin(request.url()))
        : new RedirectedException(request.url(), e);
  }

  private static boolean isRefusal(ResponseException e) {
    return e.getStatusCode() == HttpStatusCodes.STATUS_CODE_UNAUTHORIZED
        || e.getStatusCode() == HttpStatusCodes.STATUS_CODE_FORBIDDEN;
  }

  /**
   * Returns the request that a redirect asks for, or null where the answer is none that can be
   * followed: what writes is sent again only where its method stays (RFC 9110, section 15.4).
   */
  private static @Nullable WireRequest redirected(WireRequest request, ResponseException answer) {
    String location = answer.getHeaders().getLocation();
    boolean follow =
        switch (answer.getStatusCode()) {
          case 301, 302, 303 -> request.reads();
          case 307, 308 -> true;
          default -> false;
        };
    if (!follow || location == null) {
      return null;
    }
    try {
      URL url = new URL(request.url(), location);
      return url.getProtocol().matches("https?") ? request.at(url) : null;
    } catch (MalformedURLException e) {
      return null;
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
