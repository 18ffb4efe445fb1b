package io.github.ocimaven.registry.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts a chain that any of several trust stores trusts, and says what is wrong with others. */
final class ChainTrust extends X509ExtendedTrustManager {

  private final List<TrustStore> stores;

  /**
   * Makes a trust manager.
   *
   * @param stores asked one after the other, each for the first time when those before it have
   *     refused a chain; an empty one trusts nobody
   */
  ChainTrust(List<TrustStore> stores) {
    this.stores = List.copyOf(stores);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    SSLSession session = ((SSLSocket) socket).getHandshakeSession();
    Diagnosis diagnosis = new Diagnosis(PeerName.of(session), chain);
    diagnosis.requireCurrent();
    List<CertificateException> refusals = new ArrayList<>();
    for (TrustStore store : stores) {
      Optional<X509ExtendedTrustManager> manager = store.manager();
      if (manager.isPresent()) {
        try {
          manager.get().checkServerTrusted(chain, type, socket);
          return;
        } catch (CertificateException e) {
          refusals.add(e);
        }
      }
    }
    throw diagnosis.of(refusals);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("there are only sockets here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("there are only sockets here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
    throw new UnsupportedOperationException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    // Only servers tell whom they accept.
    return new X509Certificate[0];
  }
}
