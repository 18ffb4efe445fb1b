package io.github.ocimaven.testing.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A private CA. Its keys are created at run time, so that no key is kept with the sources. */
public final class CertificateAuthority {

  private static final String[] HERE = {"localhost", "127.0.0.1"};
  private static final Duration DAY = Duration.ofDays(1);

  private final TlsIdentity identity;

  private CertificateAuthority(TlsIdentity identity) {
    this.identity = identity;
  }

  /** Creates a root CA with the subject {@code CN=name}. */
  public static CertificateAuthority create(String name) {
    return new CertificateAuthority(issue(null, new Order(name, "EC", -1, 9, null, List.of())));
  }

  /** Creates an intermediate CA under this one. */
  public CertificateAuthority intermediate(String name) {
    return new CertificateAuthority(issue(identity, new Order(name, "EC", -1, 9, null, List.of())));
  }

  /**
   * Creates an intermediate CA under this one, with another validity period.
   *
   * @param fromDay the first day, counted from now
   * @param toDay the last day, counted from now
   */
  public CertificateAuthority intermediate(String name, int fromDay, int toDay) {
    return new CertificateAuthority(
        issue(identity, new Order(name, "EC", fromDay, toDay, null, List.of())));
  }

  /** A self-signed certificate for a server. */
  public static TlsIdentity selfSigned(String host) {
    return issue(null, new Order(host, "EC", -1, 2, KeyPurposeId.id_kp_serverAuth, List.of(host)));
  }

  /** The certificate of the CA. */
  public X509Certificate certificate() {
    return identity.chain().get(0);
  }

  /** Writes the certificate of the CA as PEM, and returns the file. */
  public Path write(Path file) throws IOException {
    return TlsIdentity.writePem(file, certificate());
  }

  /** For a server on this machine: localhost and 127.0.0.1. */
  public TlsIdentity server() {
    return server("EC", HERE);
  }

  /**
   * For a server.
   *
   * @param algorithm of its key: {@code EC}, {@code RSA}, {@code Ed25519}
   * @param hosts names and numeric addresses
   */
  public TlsIdentity server(String algorithm, String... hosts) {
    return issue(
        identity,
        new Order(hosts[0], algorithm, -1, 2, KeyPurposeId.id_kp_serverAuth, List.of(hosts)));
  }

  /**
   * For a server on this machine, with another validity period.
   *
   * @param fromDay the first day, counted from now
   * @param toDay the last day, counted from now
   */
  public TlsIdentity server(int fromDay, int toDay) {
    return issue(
        identity,
        new Order(HERE[0], "EC", fromDay, toDay, KeyPurposeId.id_kp_serverAuth, List.of(HERE)));
  }

  /** For a client, whose subject is {@code CN=name}. */
  public TlsIdentity client(String name) {
    return client(name, "EC");
  }

  /** For a client with another kind of key: {@code EC}, {@code RSA}, {@code Ed25519}. */
  public TlsIdentity client(String name, String algorithm) {
    return issue(
        identity, new Order(name, algorithm, -1, 2, KeyPurposeId.id_kp_clientAuth, List.of()));
  }

  /** A certificate request; without a purpose, for a CA. */
  private record Order(
      String name,
      String algorithm,
      int fromDay,
      int toDay,
      KeyPurposeId purpose,
      List<String> hosts) {}

  private static TlsIdentity issue(TlsIdentity issuer, Order order) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance(order.algorithm()).generateKeyPair();
      X500Name subject = new X500Name("CN=" + order.name());
      Instant now = Instant.now();
      X509v3CertificateBuilder certificate =
          new JcaX509v3CertificateBuilder(
              issuer == null
                  ? subject
                  : X500Name.getInstance(
                      issuer.chain().get(0).getSubjectX500Principal().getEncoded()),
              new BigInteger(64, new SecureRandom()),
              Date.from(now.plus(DAY.multipliedBy(order.fromDay()))),
              Date.from(now.plus(DAY.multipliedBy(order.toDay()))),
              subject,
              keys.getPublic());
      certificate.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(order.purpose() == null));
      if (order.purpose() != null) {
        certificate.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(order.purpose()));
      }
      if (!order.hosts().isEmpty()) {
        certificate.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                order.hosts().stream()
                    .map(CertificateAuthority::hostName)
                    .toArray(GeneralName[]::new)));
      }
      var signer =
          new JcaContentSignerBuilder("SHA256withECDSA")
              .build(issuer == null ? keys.getPrivate() : issuer.key());
      X509Certificate signed =
          new JcaX509CertificateConverter().getCertificate(certificate.build(signer));
      // A root is never sent: peers that trust it have it.
      Stream<X509Certificate> above =
          issuer == null || isRoot(issuer) ? Stream.empty() : issuer.chain().stream();
      return new TlsIdentity(keys.getPrivate(), Stream.concat(Stream.of(signed), above).toList());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRoot(TlsIdentity authority) {
    X509Certificate certificate = authority.chain().get(0);
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static GeneralName hostName(String host) {
    return new GeneralName(
        host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }
}
