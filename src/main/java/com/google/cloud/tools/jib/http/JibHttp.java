package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Opens what jib-core keeps package-private: what its requests hold, and how its answers are made.
 * So its {@code RegistryClient} can be served by a transport of ours, which pools connections,
 * follows redirects with care, and tells lengths.
 *
 * <p>This is the project's only class in a package of jib's.
 */
public final class JibHttp {

  private JibHttp() {}

  /** Returns a request's headers. */
  public static HttpHeaders headers(Request request) {
    return request.getHeaders();
  }

  /** Returns a request's body, or null where it has none. */
  public static @Nullable HttpContent body(Request request) {
    return request.getHttpContent();
  }

  /**
   * Makes jib's view of an answer of success.
   *
   * @param answer closed together with what is returned
   */
  public static Response response(HttpResponse answer) {
    return new Response(answer);
  }

  /**
   * Makes jib's view of an answer that is none of success.
   *
   * @param answer the answer
   */
  public static ResponseException failure(HttpResponseException answer) {
    return new ResponseException(answer, false);
  }
}
