package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.http.TransportHttpClient;
import io.github.ocimaven.registry.ConnectionSettings;
import java.io.IOException;
import java.net.URL;
import java.util.Locale;

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
   * @param settings whether plain HTTP will do; for a loopback host it does in any case
   * @param transport carries the question
   */
  static URL baseUrl(String endpoint, ConnectionSettings settings, HttpTransport transport) {
    URL https = JibRegistries.url("https://" + endpoint + "/v2/");
    if (!settings.insecure() && !isLoopback(https.getHost())) {
      return https;
    }
    URL http = JibRegistries.url("http://" + endpoint + "/v2/");
    boolean plain =
        https.getPort() < 0
            ? !speaks(https, settings, transport) && speaks(http, settings, transport)
            : speaks(http, settings, transport);
    return plain ? http : https;
  }

  /** Names and addresses that by their form alone are this machine: no resolver is asked. */
  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static boolean speaks(URL url, ConnectionSettings settings, HttpTransport transport) {
    boolean plain = url.getProtocol().equals("http");
    int timeout = Math.min(TIMEOUT_MILLIS, settings.timeoutMillis());
    Request request = Request.builder().setUserAgent(settings.userAgent()).build();
    String outcome = "failed";
    try (Response response =
        new TransportHttpClient(transport, plain).send("GET", url, request, null, 0, timeout)) {
      outcome = Integer.toString(response.getStatusCode());
      return true;
    } catch (ResponseException e) {
      outcome = Integer.toString(e.getStatusCode());
      // 400 is how TLS servers that know HTTP answer it: "sent an HTTP request to an HTTPS server".
      return !(plain && e.getStatusCode() == 400);
    } catch (IOException e) {
      outcome = "failed with " + e.getClass().getSimpleName();
      return false;
    } finally {
      settings
          .wireLog()
          .accept("GET " + WireUrl.withoutSecrets(url) + " " + outcome + " (which scheme?)");
    }
  }
}
