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

/** Trusts a chain if one of several trust stores does, and explains why it rejects others. */
final class ChainTrust extends X509ExtendedTrustManager {

  private final List<TrustStore> stores;

  /**
   * Creates a trust manager.
   *
   * @param stores the trust stores, in order; each is first read when all previous ones have
   *     rejected a chain; an empty one trusts no chain
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
    throw new UnsupportedOperationException("only sockets are supported");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("only sockets are supported");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
    throw new UnsupportedOperationException("this is not a server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("this is not a server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("this is not a server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    // Only servers send the list of accepted issuers.
    return new X509Certificate[0];
  }
}
