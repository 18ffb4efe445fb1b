package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpResponse;

/**
 * Creates jib-core's {@link Response}, whose constructor is package-private.
 *
 * <p>This is the project's only class in a package of jib-core.
 */
public final class JibHttp {

  private JibHttp() {}

  /**
   * Creates jib-core's view of a response.
   *
   * @param response a 2xx response; closed together with the returned one
   */
  public static Response response(HttpResponse response) {
    return new Response(response);
  }
}
