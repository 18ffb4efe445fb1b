package io.github.ocimaven.registry.jib.auth;

import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.registry.jib.auth.Authenticator.Outcome;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.Challenge;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.TransportFailures;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one registry: adds the authorization to requests to the registry itself only,
 * answers challenges, and follows redirects.
 */
public final class RegistryHttp {

  // One without a token, one with a token that another thread fetched, which may not cover this
  // mount's source, and one with the request's own token.
  private static final int MAX_ATTEMPTS = 3;

  private static final int MAX_REDIRECTS = 5;

  private final Wire wire;
  private final Wire streams;
  private final URL base;
  private final Authenticator authenticator;
  private final TokenService tokens;
  private final int timeoutMillis;

  /**
   * Creates a client.
   *
   * @param wire sends requests, and buffers their responses
   * @param streams sends requests whose responses are streamed
   * @param base the registry's URL, ending with {@code /v2/}
   * @param timeoutMillis the maximum time without data from the peer, in milliseconds
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
   * Returns a URL of the registry.
   *
   * @param path the path below {@code /v2/}
   */
  public URL url(String path) {
    return LoggableUrl.of(base + path);
  }

  /**
   * Sends a request. Sends it again if the registry requires an authorization, or a new one because
   * a token has expired, or redirects.
   *
   * @param request the request, to the registry or to a server that it sent us to
   * @return the response; the caller closes it
   * @throws Refused if the status is not 2xx
   * @throws NoToken if the token service fails
   * @throws RequestFailure if there is no response
   */
  public Response send(WireRequest request) throws RequestFailure {
    return send(wire, request);
  }

  /**
   * Sends a request like {@link #send}, but streams the body of a 2xx response: the connection
   * belongs to the response until its end is read or it is closed.
   *
   * @param request the request, to the registry or to a server that it sent us to
   * @return the response; the caller closes it
   * @throws RequestFailure if there is no response, or its status is not 2xx
   */
  public Response open(WireRequest request) throws RequestFailure {
    return send(streams, request);
  }

  /**
   * Returns the facts of a failure to read the body of a response.
   *
   * @param url the response's URL, after redirects
   * @param failure the exception thrown while reading
   */
  public RequestFailure broken(URL url, IOException failure) {
    return TransportFailures.of(peer(url), failure);
  }

  private Response send(Wire carrier, WireRequest request) throws RequestFailure {
    WireRequest current = request;
    for (int redirects = 0; ; redirects++) {
      Peer peer = peer(current.url());
      try {
        return peer.isRegistry()
            ? sendAuthorized(carrier, current)
            : carrier.send(peer, current, null, timeoutMillis);
      } catch (Refused e) {
        WireRequest next = redirects < MAX_REDIRECTS ? redirected(current, e) : null;
        if (next == null) {
          throw e;
        }
        current = next;
      }
    }
  }

  private Response sendAuthorized(Wire carrier, WireRequest request) throws RequestFailure {
    boolean answered = false;
    for (int attempt = 1; ; attempt++) {
      Authorization authorization = authenticator.current(tokens);
      try {
        return carrier.send(Peer.REGISTRY, request, authorization, timeoutMillis);
      } catch (Refused e) {
        Outcome outcome =
            answered || attempt == MAX_ATTEMPTS ? Outcome.NONE : answer(e, authorization);
        if (outcome == Outcome.NONE) {
          throw e;
        }
        answered = outcome == Outcome.NEW;
      }
    }
  }

  private Outcome answer(Refused refused, @Nullable Authorization used) throws RequestFailure {
    return refused.isUnauthorized()
        ? authenticator.answer(Challenge.of(refused.response()), used, tokens)
        : Outcome.NONE;
  }

  /**
   * Returns the redirected request, or null if the redirect can't be followed: a request that
   * writes is repeated only if its method stays the same (RFC 9110, section 15.4).
   */
  private static @Nullable WireRequest redirected(WireRequest request, Refused redirect) {
    String location = redirect.response().location();
    boolean follow =
        switch (redirect.status()) {
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
   * Returns the peer at a URL. The authorization must not be sent to another host named by a
   * Location (distribution-spec, "Pushing a blob").
   */
  private Peer peer(URL url) {
    return url.getProtocol().equals(base.getProtocol())
            && url.getHost().equalsIgnoreCase(base.getHost())
            && port(url) == port(base)
        ? Peer.REGISTRY
        : new Peer(LoggableUrl.origin(url));
  }

  private static int port(URL url) {
    return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
  }
}
