package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpStatusCodes;
import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.http.TransportHttpClient;
import io.github.ocimaven.registry.ConnectionSettings;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one registry: adds the authorization where it belongs and nowhere else, answers
 * challenges, and tells the wire log.
 */
final class RegistryHttp {

  // One without a token, one with a token that another thread got just before it expired, and one
  // with a token of its own.
  private static final int MAX_ATTEMPTS = 3;

  private final HttpTransport transport;
  private final URL base;
  private final Authenticator authenticator;
  private final int timeoutMillis;
  private final String userAgent;
  private final Consumer<String> wireLog;

  /**
   * Makes a client.
   *
   * @param transport carries all requests
   * @param base the registry's URL, ending with {@code /v2/}
   * @param authenticator answers the registry's challenges
   * @param settings timeout, user agent and wire log
   */
  RegistryHttp(
      HttpTransport transport, URL base, Authenticator authenticator, ConnectionSettings settings) {
    this.transport = transport;
    this.base = base;
    this.authenticator = authenticator;
    this.timeoutMillis = settings.timeoutMillis();
    this.userAgent = settings.userAgent();
    this.wireLog = settings.wireLog();
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
   * @throws IOException if there is no answer
   */
  Response send(String method, URL url, Request request, long bodyLength) throws IOException {
    if (!isRegistry(url)) {
      return exchange(method, url, request, null, bodyLength);
    }
    for (int attempt = 1; ; attempt++) {
      Authorization authorization = authenticator.current();
      try {
        return exchange(method, url, request, authorization, bodyLength);
      } catch (ResponseException e) {
        if (e.getStatusCode() != HttpStatusCodes.STATUS_CODE_UNAUTHORIZED
            || attempt == MAX_ATTEMPTS
            || !authenticator.answer(
                Challenge.parse(e.getHeaders().getHeaderStringValues("WWW-Authenticate")),
                authorization,
                this::token,
                base)) {
          throw e;
        }
      }
    }
  }

  private Response token(URL url, @Nullable Authorization authorization) throws IOException {
    Request request = Request.builder().setUserAgent(userAgent).build();
    return exchange("GET", url, request, authorization, 0);
  }

  private Response exchange(
      String method,
      URL url,
      Request request,
      @Nullable Authorization authorization,
      long bodyLength)
      throws IOException {
    boolean plainHttp = url.getProtocol().equals("http");
    if (plainHttp && base.getProtocol().equals("https")) {
      throw new SSLException(
          "the registry speaks TLS but sent us to "
              + WireUrl.withoutSecrets(url)
              + ", which is plain HTTP; a proxy before it may not tell it the protocol"
              + " (X-Forwarded-Proto)");
    }
    long begin = System.nanoTime();
    String outcome = "failed";
    try {
      Response response =
          new TransportHttpClient(transport, plainHttp)
              .send(method, url, request, authorization, bodyLength, timeoutMillis);
      outcome = Integer.toString(response.getStatusCode());
      return response;
    } catch (ResponseException e) {
      outcome = Integer.toString(e.getStatusCode());
      throw e;
    } catch (IOException e) {
      outcome = "failed with " + e.getClass().getSimpleName();
      throw e;
    } finally {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      wireLog.accept(
          method + " " + WireUrl.withoutSecrets(url) + " " + outcome + " (" + millis + " ms)");
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
