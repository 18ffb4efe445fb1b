package io.github.ocimaven.registry.jib.http;

import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.HttpContent;
import java.net.URL;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a registry, but for what all of them have, and for its authorization.
 *
 * @param method the HTTP method
 * @param url the URL, which decides the scheme
 * @param headers the headers that this request needs, by name
 * @param body the body, which must be able to be sent twice, or null where the method has none
 */
public record WireRequest(
    String method, URL url, Map<String, String> headers, @Nullable HttpContent body) {

  /** Copies the headers. */
  public WireRequest {
    headers = Map.copyOf(headers);
  }

  /** A request without a body; where its method may have one, its length is said to be zero. */
  public static WireRequest of(String method, URL url) {
    boolean mayHaveBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    return new WireRequest(method, url, Map.of(), mayHaveBody ? new EmptyContent() : null);
  }

  /** The same request for what accepts certain media types. */
  public WireRequest accepting(String mediaTypes) {
    return new WireRequest(method, url, Map.of("Accept", mediaTypes), body);
  }

  /** The same request, to somewhere else. */
  public WireRequest at(URL other) {
    return new WireRequest(method, other, headers, body);
  }

  /** Tells whether it asks only. */
  public boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
