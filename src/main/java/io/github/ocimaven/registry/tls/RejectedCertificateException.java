package io.github.ocimaven.registry.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** The peer presented a certificate that is not accepted. */
public final class RejectedCertificateException extends CertificateException {

  private static final long serialVersionUID = 1L;

  /** The kind of fault. */
  public enum Fault {
    /** Its validity period has ended. */
    EXPIRED,
    /** Its validity period has not started. */
    NOT_YET_VALID,
    /** It is self-signed. */
    SELF_SIGNED,
    /** Its issuer is not trusted. */
    UNKNOWN_ISSUER,
    /** It was issued for other hosts. */
    WRONG_NAME,
    /** It violates a rule: it has a weak signature, or is not a server certificate. */
    UNFIT
  }

  private final Fault fault;
  private final String peer;
  private final transient X509Certificate certificate;

  /**
   * Creates the exception.
   *
   * @param peer the peer that presented the certificate, {@code HOST[:PORT]}
   * @param certificate the certificate at fault: the peer's, or one between it and a CA
   * @param rule the violated rule, in the words of the JDK
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

  /** Returns the peer that presented the certificate, {@code HOST[:PORT]}. */
  public String peer() {
    return peer;
  }

  /** Returns the certificate at fault. */
  public X509Certificate certificate() {
    return certificate;
  }
}
