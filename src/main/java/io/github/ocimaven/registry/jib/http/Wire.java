package io.github.ocimaven.registry.jib.http;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.JibHttp;
import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request once, unchanged, and logs it: method, URL without secrets, status, time.
 * Redirects are not followed: other code decides which server receives what.
 *
 * @param userAgent the header {@code User-Agent}
 * @param secrets the secrets to hide in failures
 * @param log receives the log lines
 */
public record Wire(
    HttpTransport transport, String userAgent, Secrets secrets, Consumer<String> log) {

  /** A host that drops packets deserves less patience than one that is slow to respond. */
  public static final int MAX_CONNECT_MILLIS = 30_000;

  /**
   * Sends a request.
   *
   * @param peer the server that the request goes to
   * @param authorization the Authorization header, or null for none
   * @param timeoutMillis the maximum time without data from the peer, in milliseconds
   * @return the response; the caller closes it
   * @throws Refused if the status is not 2xx
   * @throws RequestFailure if there is no response
   */
  public Response send(
      Peer peer, WireRequest request, @Nullable Authorization authorization, int timeoutMillis)
      throws RequestFailure {
    HttpResponse response = exchange(peer, request, authorization, timeoutMillis);
    if (response.isSuccessStatusCode()) {
      return JibHttp.response(response);
    }
    try {
      ErrorResponse error = ErrorResponse.read(response, secrets::hideIn);
      String scheme = authorization == null ? null : authorization.getScheme();
      throw new Refused(peer, error, request.method(), scheme);
    } finally {
      disconnect(response);
    }
  }

  /** The error's body has been read, so a failure to close the connection does not matter. */
  private static void disconnect(HttpResponse response) {
    try {
      response.disconnect();
    } catch (IOException e) {
      // The pool discards the connection.
    }
  }

  /**
   * Sends a request and returns the response, whatever its status.
   *
   * @param peer the server that the request goes to
   * @param authorization the Authorization header, or null for none
   * @param timeoutMillis the maximum time without data from the peer, in milliseconds
   * @return the response; the caller disconnects it
   * @throws RequestFailure if there is no response
   */
  public HttpResponse exchange(
      Peer peer, WireRequest request, @Nullable Authorization authorization, int timeoutMillis)
      throws RequestFailure {
    long begin = System.nanoTime();
    String outcome = "failed";
    try {
      HttpResponse response = prepare(request, authorization, timeoutMillis).execute();
      outcome = Integer.toString(response.getStatusCode());
      return response;
    } catch (IOException e) {
      outcome = "failed with " + e.getClass().getSimpleName();
      throw TransportFailures.of(peer, e);
    } catch (RuntimeException e) {
      throw TransportFailures.of(peer, e);
    } finally {
      log(request.method(), request.url(), outcome, begin);
    }
  }

  private HttpRequest prepare(
      WireRequest request, @Nullable Authorization authorization, int timeoutMillis)
      throws IOException {
    HttpRequest http =
        transport
            .createRequestFactory()
            .buildRequest(request.method(), exactly(request.url()), request.body())
            .setConnectTimeout(Math.min(timeoutMillis, MAX_CONNECT_MILLIS))
            .setReadTimeout(timeoutMillis)
            .setFollowRedirects(false)
            .setThrowExceptionOnExecuteError(false)
            .setNumberOfRetries(0)
            .setSuppressUserAgentSuffix(true)
            .setLoggingEnabled(false)
            .setCurlLoggingEnabled(false);
    http.getHeaders().setUserAgent(userAgent);
    http.getHeaders().setAuthorization(authorization == null ? null : authorization.toString());
    request.headers().forEach((name, value) -> http.getHeaders().set(name, value));
    return http;
  }

  /** Google's client would drop the equals sign of an empty parameter. */
  private static GenericUrl exactly(URL url) {
    GenericUrl exact = new GenericUrl(url, true);
    exact.clear();
    exact.setRawPath(url.getFile());
    return exact;
  }

  private void log(String method, URL url, String outcome, long begin) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    log.accept(
        ForeignText.printable(
            method
                + " "
                + LoggableUrl.withoutSecrets(url)
                + " "
                + outcome
                + " ("
                + millis
                + " ms)"));
  }
}
