package io.github.ocimaven.registry.jib;

import io.github.ocimaven.registry.TrustSettings;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.ssl.SSLContextBuilder;

/** Makes TLS connections to a registry, and to where it sends us. */
final class TlsSockets {

  private TlsSockets() {}

  /**
   * Reads what is trusted, and sets TLS up.
   *
   * @param trust whose certificates are trusted
   * @param registry {@code HOST[:PORT]}, as the destination names it
   * @param trustAnybody whether any certificate will do
   */
  static LayeredConnectionSocketFactory create(
      TrustSettings trust, String registry, boolean trustAnybody) {
    if (!trustAnybody) {
      return SSLConnectionSocketFactory.getSystemSocketFactory();
    }
    try {
      SSLContext context =
          SSLContextBuilder.create()
              .loadTrustMaterial((X509Certificate[] chain, String type) -> true)
              .build();
      return new SSLConnectionSocketFactory(context, NoopHostnameVerifier.INSTANCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
