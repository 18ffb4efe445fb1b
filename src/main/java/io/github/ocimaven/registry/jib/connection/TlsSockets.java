package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.tls.PeerName;
import io.github.ocimaven.registry.tls.RegistryTls;
import io.github.ocimaven.registry.tls.RejectedCertificateException;
import io.github.ocimaven.registry.tls.RejectedCertificateException.Fault;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/** Creates TLS connections to a registry and the hosts that it redirects to. */
public final class TlsSockets {

  private TlsSockets() {}

  /**
   * Creates the factory of the connections.
   *
   * @param trustAnybody whether any certificate is accepted
   */
  public static LayeredConnectionSocketFactory create(RegistryTls tls, boolean trustAnybody) {
    SSLContext context = tls.context(trustAnybody);
    return trustAnybody ? new Unchecked(context) : new Checked(context);
  }

  private static class Unchecked extends SSLConnectionSocketFactory {

    Unchecked(SSLContext context) {
      super(
          context,
          list("https.protocols", context.getDefaultSSLParameters().getProtocols()),
          list("https.cipherSuites", context.getDefaultSSLParameters().getCipherSuites()),
          NoopHostnameVerifier.INSTANCE);
    }

    /** Respects the properties that other Java programs respect. */
    private static String[] list(String property, String[] otherwise) {
      String value = System.getProperty(property, "").strip();
      return value.isEmpty() ? otherwise : value.split(" *, *", -1);
    }
  }

  /** Compares the host's name with the certificate's, and keeps the certificate for the message. */
  private static final class Checked extends Unchecked {

    Checked(SSLContext context) {
      super(context);
    }

    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
        throws IOException {
      SSLSocket layered = (SSLSocket) super.createLayeredSocket(socket, target, port, context);
      try {
        verify(layered, target, port);
      } catch (IOException e) {
        layered.close();
        throw e;
      }
      return layered;
    }

    private void verify(SSLSocket socket, String target, int port) throws IOException {
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      try {
        HostNames.verify(target, certificate);
      } catch (SSLException e) {
        SSLException failure = new SSLPeerUnverifiedException(e.getMessage());
        failure.initCause(
            new RejectedCertificateException(
                Fault.WRONG_NAME, PeerName.of(target, port), certificate, ""));
        throw failure;
      }
    }
  }
}
