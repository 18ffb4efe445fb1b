package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;

/**
 * Opens what jib-core keeps package-private: how its answers are made, of those that a transport of
 * ours gets.
 *
 * <p>This is the project's only class in a package of jib's.
 */
public final class JibHttp {

  private JibHttp() {}

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
