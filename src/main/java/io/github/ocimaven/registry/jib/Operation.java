package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpContent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.JibHttp;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.util.Map;

/**
 * What jib's {@code RegistryClient} takes for its HTTP client, during one operation: it knows how
 * long the operation's body is, which jib does not, and which scheme the registry speaks, which jib
 * would try to find out for every request.
 */
final class Operation extends FailoverHttpClient {

  private final RegistryHttp http;
  private final long bodyLength;

  private Operation(RegistryHttp http, long bodyLength) {
    super(false, false, event -> {});
    this.http = http;
    this.bodyLength = bodyLength;
  }

  /**
   * Something to do with jib's client.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Call<T> {

    /**
     * Does it.
     *
     * @param client good for this one operation
     * @return what jib returns
     * @throws IOException as jib does
     * @throws RegistryException as jib does
     */
    T on(RegistryClient client) throws IOException, RegistryException;
  }

  /**
   * Runs an operation.
   *
   * @param http sends its requests
   * @param repository the repository's name
   * @param bodyLength the length in bytes of the one body that it sends
   * @param call what to do
   * @return what comes of it
   */
  static <T> T run(RegistryHttp http, String repository, long bodyLength, Call<T> call)
      throws IOException, RegistryException {
    URL base = http.base();
    return call.on(
        RegistryClient.factory(
                EventHandlers.NONE,
                base.getAuthority(),
                repository,
                new Operation(http, bodyLength))
            .newRegistryClient());
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    URL base = http.base();
    // Jib writes https before the registry's own routes whatever it speaks; another host's Location
    // is left alone.
    boolean ownRoute =
        base.getAuthority().equals(url.getAuthority()) && url.getProtocol().equals("https");
    URL actual =
        ownRoute ? new URL(base.getProtocol(), url.getHost(), url.getPort(), url.getFile()) : url;
    HttpContent body = JibHttp.body(request);
    return http.send(
        new WireRequest(
            method,
            actual,
            Map.of("Accept", JibHttp.headers(request).getAccept()),
            body == null ? null : new SizedContent(body, bodyLength)));
  }

  /** Content of a known length, which therefore needs no chunked transfer encoding. */
  private record SizedContent(HttpContent content, long length) implements HttpContent {

    @Override
    public long getLength() {
      return length;
    }

    @Override
    public String getType() {
      return content.getType();
    }

    @Override
    public boolean retrySupported() {
      return content.retrySupported();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.writeTo(out);
    }
  }
}
