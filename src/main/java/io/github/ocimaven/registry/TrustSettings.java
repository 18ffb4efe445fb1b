package io.github.ocimaven.registry;

import java.nio.file.Path;
import java.util.List;

/**
 * Whose certificates are trusted besides those that the JVM and the system trust, and with which
 * certificates this client proves who it is.
 *
 * @param caCertificates PEM files with one CA certificate or more
 * @param certificateDirectories folders such as {@code /etc/docker/certs.d}, each with a folder
 *     {@code HOST[:PORT]} for a registry: {@code *.crt} are CA certificates; {@code *.cert} and
 *     {@code *.key} are a client certificate and its key. One that does not exist is none.
 */
public record TrustSettings(List<Path> caCertificates, List<Path> certificateDirectories) {

  /** Trusts what the JVM and the system do. */
  public static final TrustSettings DEFAULT = new TrustSettings(List.of(), List.of());

  /** Copies the lists. */
  public TrustSettings {
    caCertificates = List.copyOf(caCertificates);
    certificateDirectories = List.copyOf(certificateDirectories);
  }
}
