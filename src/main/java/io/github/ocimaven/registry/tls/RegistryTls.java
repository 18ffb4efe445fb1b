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

/** TLS for one registry, and for where it sends us. */
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
   * Reads the files that the settings name, and what the directories hold for a registry. This
   * costs next to nothing where there are none; the trust stores of JVM and system are read when a
   * connection needs them.
   *
   * @param settings what is trusted, and where client certificates are
   * @param registry {@code HOST[:PORT]}, as the destination names it
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file is of no use; a
   *     client certificate, key or folder that this user may not read is none, until a registry
   *     asks for a client certificate
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
   * Makes the context of the connections: any version of TLS that the JVM allows, 1.2 and 1.3
   * unless told otherwise.
   *
   * @param trustAnybody whether any certificate will do
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if the key store that the
   *     JVM's properties name is of no use
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

  /** Returns where the client certificate comes from, if there is one. */
  public Optional<String> clientCertificate() {
    return client.map(ClientCertificate::toString).or(JvmStore.KEYS::name);
  }

  /** Returns the client certificates, keys and folders that this user may not read. */
  public List<Path> unreadable() {
    return unreadable;
  }

  /** Tells whether a server asked for a client certificate and got none. */
  public boolean lacksClientCertificate() {
    ClientKeys clientKeys = keys;
    return clientKeys != null && clientKeys.wereWantedInVain();
  }

  /** Returns the folder in which the registry's certificates are looked for first. */
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
    // What was configured is read already, and likely to be what this registry needs.
    return new ChainTrust(
        List.of(TrustStore.of(authorities), TrustStore.jvm(), TrustStore.system()));
  }
}
