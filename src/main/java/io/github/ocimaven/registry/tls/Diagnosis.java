package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.tls.RejectedCertificateException.Fault;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Determines which certificate of a chain is at fault, and why. */
final class Diagnosis {

  private final String peer;
  private final List<X509Certificate> chain;
  private final Instant now = Instant.now();

  /**
   * Creates the diagnosis of a chain.
   *
   * @param peer the peer that presented the chain, {@code HOST[:PORT]}
   * @param chain the certificates, the peer's own first
   */
  Diagnosis(String peer, X509Certificate[] chain) {
    this.peer = peer;
    this.chain = List.of(chain);
  }

  /**
   * Checks the validity period of the peer's own certificate. The JDK skips this check if the
   * certificate itself is trusted rather than its CA; Docker and podman do not.
   */
  void requireCurrent() throws RejectedCertificateException {
    X509Certificate own = chain.get(0);
    if (hasExpired(own)) {
      throw rejected(Fault.EXPIRED, own, "");
    }
    if (isEarly(own)) {
      throw rejected(Fault.NOT_YET_VALID, own, "");
    }
  }

  /**
   * Explains why no trust store accepted the chain.
   *
   * @param refusals the exceptions of the trust managers; one whose manager knows the CA takes
   *     precedence
   */
  RejectedCertificateException of(List<CertificateException> refusals) {
    X509Certificate own = chain.get(0);
    for (CertificateException refusal : refusals) {
      Throwable root = root(refusal);
      if (isDated(refusal)) {
        return dated(root);
      }
      if (!(root instanceof CertPathBuilderException)) {
        return rejected(Fault.UNFIT, own, String.valueOf(root.getMessage()));
      }
    }
    return own.getSubjectX500Principal().equals(own.getIssuerX500Principal())
        ? rejected(Fault.SELF_SIGNED, own, "")
        : rejected(Fault.UNKNOWN_ISSUER, own, "");
  }

  private RejectedCertificateException dated(Throwable root) {
    for (X509Certificate certificate : chain) {
      if (hasExpired(certificate)) {
        return rejected(Fault.EXPIRED, certificate, "");
      }
      if (isEarly(certificate)) {
        return rejected(Fault.NOT_YET_VALID, certificate, "");
      }
    }
    return rejected(Fault.UNFIT, chain.get(0), String.valueOf(root.getMessage()));
  }

  private RejectedCertificateException rejected(
      Fault fault, X509Certificate certificate, String rule) {
    return new RejectedCertificateException(fault, peer, certificate, rule);
  }

  private boolean hasExpired(X509Certificate certificate) {
    return now.isAfter(certificate.getNotAfter().toInstant());
  }

  private boolean isEarly(X509Certificate certificate) {
    return now.isBefore(certificate.getNotBefore().toInstant());
  }

  private static boolean isDated(Throwable refusal) {
    for (Throwable at = refusal; at != null; at = at.getCause()) {
      if (at instanceof CertPathValidatorException invalid
          && (invalid.getReason() == BasicReason.EXPIRED
              || invalid.getReason() == BasicReason.NOT_YET_VALID)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    @Nullable Throwable cause = failure.getCause();
    while (cause != null) {
      root = cause;
      cause = cause.getCause();
    }
    return root;
  }
}
