package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.http.TransportHttpClient;
import io.github.ocimaven.model.ForeignText;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests exactly as they are, and tells the wire log of each: method, URL without secrets,
 * status, time.
 *
 * @param transport carries the requests
 * @param log takes the lines
 */
record Wire(HttpTransport transport, Consumer<String> log) {

  /**
   * Sends a request.
   *
   * @param method the HTTP method
   * @param url the URL, which decides the scheme
   * @param request headers and body
   * @param authorization the Authorization header, or null for none
   * @param bodyLength the body's length in bytes
   * @param timeoutMillis for how many milliseconds the other side may be silent
   * @return the answer; the caller closes it
   * @throws ResponseException if the status is none of success
   * @throws IOException if there is no answer
   */
  Response send(
      String method,
      URL url,
      Request request,
      @Nullable Authorization authorization,
      long bodyLength,
      int timeoutMillis)
      throws IOException {
    return tell(
        method,
        url,
        () ->
            new TransportHttpClient(transport, url.getProtocol().equals("http"))
                .send(method, url, request, authorization, bodyLength, timeoutMillis),
        Response::getStatusCode);
  }

  /**
   * Sends a request once: follows no redirect, and returns what comes, whatever its status.
   *
   * @param request the request, with its timeouts
   * @return the answer; the caller disconnects it
   * @throws IOException if there is no answer
   */
  HttpResponse sendOnce(HttpRequest request) throws IOException {
    request
        .setFollowRedirects(false)
        .setThrowExceptionOnExecuteError(false)
        .setNumberOfRetries(0)
        .setLoggingEnabled(false)
        .setCurlLoggingEnabled(false);
    return tell(
        request.getRequestMethod(),
        request.getUrl().toURL(),
        request::execute,
        HttpResponse::getStatusCode);
  }

  private interface Exchange<T> {
    T run() throws IOException;
  }

  private <T> T tell(String method, URL url, Exchange<T> exchange, ToIntFunction<T> status)
      throws IOException {
    long begin = System.nanoTime();
    String outcome = "failed";
    try {
      T answer = exchange.run();
      outcome = Integer.toString(status.applyAsInt(answer));
      return answer;
    } catch (ResponseException e) {
      outcome = Integer.toString(e.getStatusCode());
      throw e;
    } catch (IOException e) {
      outcome = "failed with " + e.getClass().getSimpleName();
      throw e;
    } finally {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      log.accept(
          ForeignText.printable(
              method + " " + WireUrl.withoutSecrets(url) + " " + outcome + " (" + millis + " ms)"));
    }
  }
}
