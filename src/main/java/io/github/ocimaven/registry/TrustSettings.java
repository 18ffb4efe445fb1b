package io.github.ocimaven.registry;

import java.nio.file.Path;
import java.util.List;

/**
 * The CA certificates that are trusted in addition to those of the JVM and the system, and the
 * client certificates.
 *
 * @param caCertificates PEM files with one or more CA certificates
 * @param certificateDirectories folders such as {@code /etc/docker/certs.d}, each with a folder
 *     {@code HOST[:PORT]} for a registry: {@code *.crt} are CA certificates; {@code *.cert} and
 *     {@code *.key} are a client certificate and its key. A missing folder is ignored.
 */
public record TrustSettings(List<Path> caCertificates, List<Path> certificateDirectories) {

  /** Trusts only the CAs of the JVM and the system. */
  public static final TrustSettings DEFAULT = new TrustSettings(List.of(), List.of());

  /** Copies the lists. */
  public TrustSettings {
    caCertificates = List.copyOf(caCertificates);
    certificateDirectories = List.copyOf(certificateDirectories);
  }
}
