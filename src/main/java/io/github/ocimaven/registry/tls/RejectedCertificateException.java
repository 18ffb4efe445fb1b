package io.github.ocimaven.registry.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** The other side showed a certificate that will not do. */
public final class RejectedCertificateException extends CertificateException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** It is past its last day. */
    EXPIRED,
    /** Its first day is yet to come. */
    NOT_YET_VALID,
    /** Nobody vouches for it but itself. */
    SELF_SIGNED,
    /** None of those who are trusted issued it. */
    UNKNOWN_ISSUER,
    /** It is for other hosts. */
    WRONG_NAME,
    /** It breaks a rule: a weak signature, or no certificate for a server. */
    UNFIT
  }

  private final Fault fault;
  private final String peer;
  private final transient X509Certificate certificate;

  /**
   * Says what is wrong.
   *
   * @param fault the kind of fault
   * @param peer who showed it, {@code HOST[:PORT]}
   * @param certificate the certificate at fault: the peer's, or one between it and a CA
   * @param rule the rule that it breaks, in the words of the JDK
   */
  public RejectedCertificateException(
      Fault fault, String peer, X509Certificate certificate, String rule) {
    super(rule);
    this.fault = fault;
    this.peer = peer;
    this.certificate = certificate;
  }

  /** Returns the kind of fault. */
  public Fault fault() {
    return fault;
  }

  /** Returns who showed it, {@code HOST[:PORT]}. */
  public String peer() {
    return peer;
  }

  /** Returns the certificate at fault. */
  public X509Certificate certificate() {
    return certificate;
  }
}
