package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.RegistryException.Reason;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Explains why there is no TLS connection. */
final class TlsFailures {

  private TlsFailures() {}

  /**
   * Explains a failure.
   *
   * @param tls what was thrown
   * @param registry {@code HOST[:PORT]}
   */
  static Explanation explain(SSLException tls, String registry) {
    boolean certificate =
        tls instanceof SSLPeerUnverifiedException
            || (tls instanceof SSLHandshakeException && hasCertificateCause(tls));
    String words = ErrorAnswer.shorten(String.valueOf(Causes.root(tls).getMessage()));
    return certificate
        ? new Explanation(
            Reason.UNTRUSTED_CERTIFICATE,
            "the certificate of "
                + registry
                + " is not trusted ("
                + words
                + "); import its CA into the JVM's trust store"
                + " (-Djavax.net.ssl.trustStore=…), or, for a test registry only, set insecure"
                + " (-Doci.insecure=true)")
        : new Explanation(
            Reason.UNREACHABLE,
            "there is no TLS connection to "
                + registry
                + " ("
                + words
                + "); if it speaks plain HTTP and that is acceptable, set insecure"
                + " (-Doci.insecure=true)");
  }

  private static boolean hasCertificateCause(Throwable failure) {
    return Causes.find(failure, TlsFailures::isCertificateFailure) != null;
  }

  private static boolean isCertificateFailure(Throwable failure) {
    return failure instanceof java.security.cert.CertificateException
        || failure instanceof java.security.cert.CertPathBuilderException
        || failure instanceof java.security.cert.CertPathValidatorException;
  }
}
