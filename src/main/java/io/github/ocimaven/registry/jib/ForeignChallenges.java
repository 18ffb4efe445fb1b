package io.github.ocimaven.registry.jib;

import java.net.URL;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;

/**
 * Drops the challenges of anybody but the registry. Google's client follows redirects out of sight,
 * and the challenge of where they lead would be answered as if it were the registry's: with the
 * credentials, to a token service of that host's choice.
 *
 * @param registry the registry's URL with https; without a port, that of http will do, too
 */
record ForeignChallenges(URL registry) implements HttpResponseInterceptor {

  @Override
  public void process(HttpResponse response, HttpContext context) {
    HttpHost host = HttpClientContext.adapt(context).getHttpRoute().getTargetHost();
    if (!isRegistry(host)) {
      response.removeHeaders(HttpHeaders.WWW_AUTHENTICATE);
    }
  }

  private boolean isRegistry(HttpHost host) {
    int port = registry.getPort();
    boolean samePort =
        port < 0
            ? host.getPort() == (host.getSchemeName().equals("https") ? 443 : 80)
            : host.getPort() == port;
    return samePort
        && AddressGuard.name(registry.getHost()).equals(AddressGuard.name(host.getHostName()));
  }
}
