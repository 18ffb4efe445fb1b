package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jib's HTTP client with a transport of ours, so that connections are pooled, and with bodies whose
 * length is told.
 *
 * <p>This is the project's only class in a package of jib's. What it opens is package-private
 * there: the constructor that takes transports, and a {@link Request}'s headers and body. Nothing
 * is retried and nothing fails over; that is decided elsewhere.
 */
public final class TransportHttpClient extends FailoverHttpClient {

  /**
   * Makes a client for URLs of one scheme.
   *
   * @param transport carries all requests; the caller shuts it down
   * @param plainHttp true for http URLs; false for https URLs, for which there is no way from here
   *     to plain HTTP
   */
  public TransportHttpClient(HttpTransport transport, boolean plainHttp) {
    super(plainHttp, plainHttp, event -> {}, () -> transport, () -> transport, false);
  }

  /**
   * Sends a request that jib made, completed by what jib does not know.
   *
   * @param method the HTTP method
   * @param url the URL
   * @param request its headers and body
   * @param authorization the Authorization header, or null for none
   * @param bodyLength the body's length in bytes, if there is a body
   * @param timeoutMillis for how many milliseconds the other side may be silent
   * @return the answer; the caller closes it
   * @throws ResponseException if the status is none of success
   * @throws IOException if there is no answer
   */
  public Response send(
      String method,
      URL url,
      Request request,
      @Nullable Authorization authorization,
      long bodyLength,
      int timeoutMillis)
      throws IOException {
    HttpContent body = request.getHttpContent();
    String accept = request.getHeaders().getAccept();
    return call(
        method,
        url,
        Request.builder()
            .setUserAgent(request.getHeaders().getUserAgent())
            .setAccept(accept == null ? List.of() : List.of(accept))
            .setAuthorization(authorization)
            .setHttpTimeout(timeoutMillis)
            .setBody(body == null ? null : new SizedContent(body, bodyLength))
            .build());
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
