package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.tls.file.CertificateFiles;
import io.github.ocimaven.registry.tls.file.ClientCertificate;
import io.github.ocimaven.registry.tls.file.KeyStores;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The TLS configuration for one registry and the hosts that it redirects to. */
public final class RegistryTls {

  private final List<X509Certificate> authorities;
  private final Optional<ClientCertificate> client;
  private final List<Path> unreadable;
  private final Path folder;
  private volatile @Nullable ClientKeys keys;

  private RegistryTls(
      List<X509Certificate> authorities,
      Optional<ClientCertificate> client,
      List<Path> unreadable,
      Path folder) {
    this.authorities = List.copyOf(authorities);
    this.client = client;
    this.unreadable = List.copyOf(unreadable);
    this.folder = folder;
  }

  /**
   * Reads the files named by the settings, and the registry's folder in each certificate directory.
   * This is almost free if there are none; the trust stores of JVM and system are read when a
   * connection needs them.
   *
   * @param registry {@code HOST[:PORT]}, as in the destination
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file is unusable; a
   *     client certificate, key or folder that this user is not allowed to read is ignored, until a
   *     registry asks for a client certificate
   */
  public static RegistryTls read(TrustSettings settings, String registry) {
    List<X509Certificate> authorities = new ArrayList<>();
    for (Path file : settings.caCertificates()) {
      authorities.addAll(CertificateFiles.read("caCertificates", file));
    }
    Optional<ClientCertificate> client = Optional.empty();
    List<Path> unreadable = new ArrayList<>();
    for (Path directory : settings.certificateDirectories()) {
      CertificateFolder found = CertificateFolder.read(CertificateFolder.of(directory, registry));
      authorities.addAll(found.authorities());
      client = client.or(found::client);
      unreadable.addAll(found.unreadable());
    }
    Path folder =
        settings.certificateDirectories().stream()
            .findFirst()
            .map(directory -> CertificateFolder.of(directory, registry))
            .orElse(CertificateFolder.of(Path.of("certs.d"), registry));
    return new RegistryTls(authorities, client, unreadable, folder);
  }

  /**
   * Creates the SSL context of the connections. It allows the TLS versions that the JVM allows: 1.2
   * and 1.3, unless configured otherwise.
   *
   * @param trustAnybody whether any certificate is accepted
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if the key store named by
   *     the system properties is unusable
   */
  public SSLContext context(boolean trustAnybody) {
    try {
      ClientKeys clientKeys = new ClientKeys(keyManager());
      keys = clientKeys;
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {clientKeys},
          new TrustManager[] {trustAnybody ? new AnyTrust() : chainTrust()},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** Returns the origin of the client certificate, if there is one. */
  public Optional<String> clientCertificate() {
    return client.map(ClientCertificate::toString).or(JvmStore.KEYS::name);
  }

  /** Returns the client certificates, keys and folders that this user is not allowed to read. */
  public List<Path> unreadable() {
    return unreadable;
  }

  /** Returns whether a server requested a client certificate and got none. */
  public boolean lacksClientCertificate() {
    ClientKeys clientKeys = keys;
    return clientKeys != null && clientKeys.wereWantedInVain();
  }

  /** Returns the folder that is searched first for the registry's certificates. */
  public Path folder() {
    return folder;
  }

  private X509ExtendedKeyManager keyManager() throws GeneralSecurityException {
    if (client.isPresent()) {
      return KeyStores.keys(client.get());
    }
    Optional<X509ExtendedKeyManager> jvm = JvmKeys.read();
    return jvm.isPresent() ? jvm.get() : KeyStores.noKeys();
  }

  private ChainTrust chainTrust() {
    // The configured certificates come first: they are read already, and likely the ones this
    // registry needs.
    return new ChainTrust(
        List.of(TrustStore.of(authorities), TrustStore.jvm(), TrustStore.system()));
  }
}
