package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Loopback;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.jib.explain.TransientFailures;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.net.URL;
import javax.net.ssl.SSLException;

/**
 * Determines whether a registry speaks HTTPS or plain HTTP, before anything important is sent. If
 * both schemes share a port, it tries plain HTTP first: a TLS server rejects that immediately,
 * while a plain HTTP server may wait for the rest of a TLS handshake until the timeout.
 */
final class SchemeProbe {

  private static final int TIMEOUT_MILLIS = 10_000;

  /** The JDK's message if the peer does not speak TLS. */
  private static final String NO_TLS = "unrecognized SSL message";

  private final ConnectionSettings settings;
  private final Wire wire;

  /** Whether the registry sent anything. */
  private boolean met;

  private SchemeProbe(ConnectionSettings settings, Wire wire) {
    this.settings = settings;
    this.wire = wire;
  }

  /**
   * The scheme of a registry.
   *
   * @param base the registry's URL, ending with {@code /v2/}
   * @param certain whether the scheme is settled: no probe was needed, or the registry responded
   */
  record Scheme(URL base, boolean certain) {}

  /**
   * Determines which scheme a registry speaks.
   *
   * @param endpoint {@code HOST[:PORT]}
   * @param insecure whether plain HTTP is accepted; for a loopback host it always is
   * @param settings the timeout and the proxies
   * @throws RequestFailure if the registry accepts connections, but does not respond
   */
  static Scheme find(String endpoint, boolean insecure, ConnectionSettings settings, Wire wire)
      throws RequestFailure {
    URL https = LoggableUrl.of("https://" + endpoint + "/v2/");
    if (!insecure && !Loopback.is(https.getHost())) {
      return new Scheme(https, true);
    }
    URL http = LoggableUrl.of("http://" + endpoint + "/v2/");
    SchemeProbe probe = new SchemeProbe(settings, wire);
    URL base = https.getPort() < 0 ? probe.ofTwoPorts(https, http) : probe.ofOnePort(https, http);
    return new Scheme(base, probe.met);
  }

  private URL ofTwoPorts(URL https, URL http) {
    return !answers(https) && answers(http) ? http : https;
  }

  private URL ofOnePort(URL https, URL http) throws RequestFailure {
    try {
      return speaks(http) ? http : https;
    } catch (RequestFailure e) {
      // A TLS server may close the connection on plain HTTP, but a bad network may do that to any
      // request.
      if (isPassing(e) && !maySpeakTls(https)) {
        throw e;
      }
      return https;
    }
  }

  private boolean maySpeakTls(URL https) {
    try {
      return speaks(https);
    } catch (RequestFailure e) {
      SSLException tls = e instanceof NoResponse silence ? silence.tls() : null;
      return tls == null ? !isPassing(e) : !String.valueOf(tls.getMessage()).contains(NO_TLS);
    }
  }

  private static boolean isPassing(RequestFailure failure) {
    Transience transience = TransientFailures.of(failure);
    return transience != null && transience.kind() != Transience.Kind.ABSENT;
  }

  private boolean answers(URL url) {
    try {
      return speaks(url);
    } catch (RequestFailure e) {
      return false;
    }
  }

  private boolean speaks(URL url) throws RequestFailure {
    int timeout = Math.min(TIMEOUT_MILLIS, settings.timeoutMillis());
    WireRequest question = WireRequest.of("GET", url);
    try (Response response = wire.send(Peer.REGISTRY, question, null, timeout)) {
      met = true;
      return true;
    } catch (Refused e) {
      met = true;
      if (url.getProtocol().equals("https")) {
        return true;
      }
      String location = e.response().location();
      if (location != null && location.regionMatches(true, 0, "https:", 0, 6)) {
        return false; // a TLS server that redirects plain HTTP to HTTPS
      }
      // TLS servers that recognize plain HTTP return 400: "sent an HTTP request to an HTTPS
      // server". Proxies return 5xx if they can't parse the response of a TLS server.
      boolean proxied = settings.proxies().choose(url).isPresent();
      return e.status() != 400 && !(proxied && e.status() >= 500);
    } catch (RequestFailure e) {
      met |= e instanceof NoResponse silence && silence.tls() != null;
      throw e;
    } catch (IOException e) {
      return true; // closing failed, but there was a response
    }
  }
}
