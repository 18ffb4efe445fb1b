package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.http.ResponseException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpCoreContext;

/**
 * Notes on each answer whose it is. Google's client follows redirects and does not tell: another
 * host's challenge would look like the registry's, and its token service would get the credentials.
 */
final class AnswerOrigin implements HttpResponseInterceptor {

  private static final String HEADER = "Oci-Answer-Origin";

  @Override
  public void process(HttpResponse response, HttpContext context) {
    HttpHost host = HttpCoreContext.adapt(context).getTargetHost();
    response.setHeader(HEADER, host == null ? "" : host.toURI());
  }

  /**
   * Returns who answered.
   *
   * @param answer an answer that came through this
   * @return {@code SCHEME://HOST[:PORT]}
   */
  static String of(ResponseException answer) {
    String origin = answer.getHeaders().getFirstHeaderStringValue(HEADER);
    return origin == null ? "" : origin;
  }
}
