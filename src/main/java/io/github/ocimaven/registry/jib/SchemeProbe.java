package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Loopback;
import java.io.IOException;
import java.net.URL;

/**
 * Finds out whether a registry speaks HTTPS or plain HTTP, before anything is sent that matters. It
 * asks in plain HTTP: a TLS server refuses that at once, whereas a plain one may wait for the rest
 * of a TLS greeting until the timeout.
 */
final class SchemeProbe {

  private static final int TIMEOUT_MILLIS = 10_000;

  private SchemeProbe() {}

  /**
   * Returns a registry's URL, ending with {@code /v2/}.
   *
   * @param endpoint {@code HOST[:PORT]}
   * @param insecure whether plain HTTP will do; for a loopback host it does in any case
   * @param settings for how long to wait
   * @param wire carries the question
   */
  static URL baseUrl(String endpoint, boolean insecure, ConnectionSettings settings, Wire wire) {
    URL https = JibRegistries.url("https://" + endpoint + "/v2/");
    if (!insecure && !Loopback.is(https.getHost())) {
      return https;
    }
    URL http = JibRegistries.url("http://" + endpoint + "/v2/");
    boolean plain =
        https.getPort() < 0
            ? !speaks(https, settings, wire) && speaks(http, settings, wire)
            : speaks(http, settings, wire);
    return plain ? http : https;
  }

  private static boolean speaks(URL url, ConnectionSettings settings, Wire wire) {
    int timeout = Math.min(TIMEOUT_MILLIS, settings.timeoutMillis());
    try (Response response = wire.send(WireRequest.of("GET", url), null, timeout)) {
      return true;
    } catch (ResponseException e) {
      if (url.getProtocol().equals("https")) {
        return true;
      }
      String location = e.getHeaders().getLocation();
      if (location != null && location.regionMatches(true, 0, "https:", 0, 6)) {
        return false; // a TLS server that sends whoever speaks plain HTTP there to itself
      }
      // 400 is how TLS servers that know HTTP answer it: "sent an HTTP request to an HTTPS server".
      // 5xx is how proxies say that they can't make sense of what a TLS server answers.
      boolean proxied = settings.proxies().choose(url).isPresent();
      return e.getStatusCode() != 400 && !(proxied && e.getStatusCode() >= 500);
    } catch (IOException e) {
      return false;
    }
  }
}
