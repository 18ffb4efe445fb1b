package io.github.ocimaven.bench;

import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TlsIdentity;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.DockerRegistryBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;

/**
 * A network in front of registries, one after another. The link is a separate process, so that its
 * processor time is not counted for others, and lives as long as the testbed.
 */
final class Testbed implements AutoCloseable {

  private final Network network;
  private final Path folder;
  private final boolean http2;
  private final Optional<ChildJvm> link;

  private Testbed(Network network, Path folder, boolean http2, Optional<ChildJvm> link) {
    this.network = network;
    this.folder = folder;
    this.http2 = http2;
    this.link = link;
  }

  /**
   * Opens a network.
   *
   * @param folder a folder for the files that clients need to trust its registries
   * @param http2 whether registries with TLS also speak HTTP/2
   */
  static Testbed open(Network network, Path folder, boolean http2) throws IOException {
    Files.createDirectories(folder);
    CertificateAuthority authority = CertificateAuthority.create("Benchmark CA");
    authority.write(folder.resolve("ca.crt"));
    writeTrustStore(authority, folder.resolve("trust.p12"));
    TlsIdentity server = authority.server();
    server.writeChain(folder.resolve("server").resolve("chain.pem"));
    server.writeKey(folder.resolve("server").resolve("key.pem"));
    Optional<ChildJvm> link =
        network.isPlain()
            ? Optional.empty()
            : Optional.of(
                ChildJvm.start(
                    LinkProcess.class,
                    List.of(
                        "-Xmx1g",
                        "-D" + LinkProcess.ROUND_TRIP + "=" + network.roundTrip().toMillis(),
                        "-D" + LinkProcess.BANDWIDTH + "=" + network.bitsPerSecond())));
    return new Testbed(network, folder, http2, link);
  }

  Network network() {
    return network;
  }

  /** Starts an empty registry. */
  Destination start() throws IOException, InterruptedException {
    int metrics = freePort();
    DockerRegistryBuilder builder = DockerRegistry.with().metrics(metrics);
    if (!network.isPlain()) {
      Path files = folder.resolve("server");
      builder.tls(files.resolve("chain.pem"), files.resolve("key.pem"));
      if (!http2) {
        builder.withoutHttp2();
      }
    }
    DockerRegistry registry = builder.start();
    try {
      String address =
          link.isPresent() ? link.get().ask(registry.hostAndPort()) : registry.hostAndPort();
      return new Destination(
          network,
          registry,
          address,
          metrics,
          folder.resolve("ca.crt"),
          folder.resolve("trust.p12"));
    } catch (IOException | RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  @Override
  public void close() {
    link.ifPresent(ChildJvm::close);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void writeTrustStore(CertificateAuthority authority, Path file)
      throws IOException {
    try (var out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", authority.certificate());
      store.store(out, TlsIdentity.PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
