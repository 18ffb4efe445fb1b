package io.github.ocimaven.registry.tls.file;

import io.github.ocimaven.text.ForeignText;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Descriptions of certificates for messages. */
public final class CertificateText {

  private static final int MAX_LENGTH = 120;
  private static final int MAX_NAMES = 5;

  /**
   * The types of a certificate's alternative names (RFC 5280, 4.2.1.6) that are DNS names and IP
   * addresses.
   */
  private static final Set<Integer> HOSTS = Set.of(2, 7);

  private CertificateText() {}

  /** Returns the subject, the issuer and the validity period in UTC. */
  public static String facts(X509Certificate certificate) {
    return "subject "
        + text(certificate.getSubjectX500Principal())
        + ", issuer "
        + text(certificate.getIssuerX500Principal())
        + ", valid from "
        + certificate.getNotBefore().toInstant()
        + " to "
        + certificate.getNotAfter().toInstant();
  }

  /** Returns the first few hosts that the certificate is valid for. */
  public static String hosts(X509Certificate certificate) {
    List<String> names = names(certificate);
    if (names.isEmpty()) {
      return "no host at all";
    }
    String few =
        names.stream()
            .limit(MAX_NAMES)
            .map(CertificateText::text)
            .collect(Collectors.joining(", "));
    int more = names.size() - MAX_NAMES;
    return more > 0 ? few + " and " + more + " more" : few;
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      return Stream.ofNullable(certificate.getSubjectAlternativeNames())
          .flatMap(names -> names.stream())
          .filter(name -> HOSTS.contains(name.get(0)))
          .map(name -> Objects.toString(name.get(1)))
          .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static String text(Object foreign) {
    return ForeignText.printable(foreign.toString(), MAX_LENGTH);
  }
}
