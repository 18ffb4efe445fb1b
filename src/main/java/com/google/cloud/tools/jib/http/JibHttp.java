package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpResponse;

/**
 * Creates jib-core's view of a response that a transport of ours received; its constructor is
 * package-private.
 *
 * <p>This is the project's only class in a package of jib-core.
 */
public final class JibHttp {

  private JibHttp() {}

  /**
   * Creates jib-core's view of a response.
   *
   * @param response a success; closed together with what is returned
   */
  public static Response response(HttpResponse response) {
    return new Response(response);
  }
}
