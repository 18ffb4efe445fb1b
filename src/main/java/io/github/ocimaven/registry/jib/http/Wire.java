package io.github.ocimaven.registry.jib.http;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.JibHttp;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests exactly as they are, once, and tells the wire log of each: method, URL without
 * secrets, status, time. Redirects are not followed: who learns what is decided elsewhere.
 *
 * @param transport carries the requests
 * @param userAgent the User-Agent of each
 * @param log takes the lines
 */
public record Wire(HttpTransport transport, String userAgent, Consumer<String> log) {

  /** A host that drops packets is not worth waiting for as long as one that thinks. */
  public static final int MAX_CONNECT_MILLIS = 30_000;

  /**
   * Sends a request.
   *
   * @param request the request
   * @param authorization the Authorization header, or null for none
   * @param timeoutMillis for how many milliseconds the other side may be silent
   * @return the answer; the caller closes it
   * @throws ResponseException if the status is none of success
   * @throws IOException if there is no answer
   */
  public Response send(
      WireRequest request, @Nullable Authorization authorization, int timeoutMillis)
      throws IOException {
    HttpRequest http =
        transport
            .createRequestFactory()
            .buildRequest(request.method(), exactly(request.url()), request.body())
            .setConnectTimeout(timeoutMillis)
            .setReadTimeout(timeoutMillis);
    http.getHeaders().setAuthorization(authorization == null ? null : authorization.toString());
    request.headers().forEach((name, value) -> http.getHeaders().set(name, value));
    HttpResponse response = sendOnce(http);
    if (response.isSuccessStatusCode()) {
      return JibHttp.response(response);
    }
    try {
      throw JibHttp.failure(new HttpResponseException(response));
    } finally {
      response.disconnect();
    }
  }

  /**
   * Sends a request once: follows no redirect, and returns what comes, whatever its status.
   *
   * @param request the request, with its timeouts
   * @return the answer; the caller disconnects it
   * @throws IOException if there is no answer
   */
  public HttpResponse sendOnce(HttpRequest request) throws IOException {
    request
        .setFollowRedirects(false)
        .setThrowExceptionOnExecuteError(false)
        .setNumberOfRetries(0)
        .setSuppressUserAgentSuffix(true)
        .setLoggingEnabled(false)
        .setCurlLoggingEnabled(false);
    request.setConnectTimeout(Math.min(request.getConnectTimeout(), MAX_CONNECT_MILLIS));
    request.getHeaders().setUserAgent(userAgent);
    long begin = System.nanoTime();
    String outcome = "failed";
    try {
      HttpResponse answer = request.execute();
      outcome = Integer.toString(answer.getStatusCode());
      return answer;
    } catch (IOException e) {
      outcome = "failed with " + e.getClass().getSimpleName();
      throw e;
    } finally {
      tell(request.getRequestMethod(), request.getUrl().toURL(), outcome, begin);
    }
  }

  /** Google's client would leave out the equals sign of a parameter that is empty. */
  public static GenericUrl exactly(URL url) {
    GenericUrl exact = new GenericUrl(url, true);
    exact.clear();
    exact.setRawPath(url.getFile());
    return exact;
  }

  private void tell(String method, URL url, String outcome, long begin) {
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
