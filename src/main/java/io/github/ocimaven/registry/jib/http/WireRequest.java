package io.github.ocimaven.registry.jib.http;

import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.HttpContent;
import java.net.URL;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, without its authorization and the headers common to all requests.
 *
 * @param method the HTTP method
 * @param headers the headers specific to this request, by name
 * @param body the body, which must be repeatable, or null if the method has none
 */
public record WireRequest(
    String method, URL url, Map<String, String> headers, @Nullable HttpContent body) {

  public WireRequest {
    headers = Map.copyOf(headers);
  }

  /** Creates a request without a body. If the method may have one, it declares a length of zero. */
  public static WireRequest of(String method, URL url) {
    boolean mayHaveBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    return new WireRequest(method, url, Map.of(), mayHaveBody ? new EmptyContent() : null);
  }

  /** Returns the same request with the header {@code Accept}. */
  public WireRequest accepting(String mediaTypes) {
    return new WireRequest(method, url, Map.of("Accept", mediaTypes), body);
  }

  /** Returns the same request to another URL. */
  public WireRequest at(URL other) {
    return new WireRequest(method, other, headers, body);
  }

  /** Returns whether the request only reads. */
  public boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
