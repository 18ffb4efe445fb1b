package io.github.ocimaven.testing.tool;

import io.github.ocimaven.testing.net.ConnectProxy;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Registries under their public names, such as {@code ghcr.io}: a proxy leads each name to an
 * {@link EmbeddedRegistry}, whose certificate is issued by a CA of the test. No name is ever looked
 * up, and unknown names lead nowhere.
 */
public final class NamedRegistries implements AutoCloseable {

  private static final String HTTPS_PORT = ":443";

  private final CertificateAuthority authority =
      CertificateAuthority.create("registries of a test");
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ConnectProxy proxy;

  private NamedRegistries() throws IOException {
    proxy = ConnectProxy.to(ports);
    open.push(proxy);
  }

  /** Starts the proxy without registries. */
  public static NamedRegistries start() throws IOException {
    return new NamedRegistries();
  }

  /**
   * Starts a registry.
   *
   * @param builder its configuration, without TLS
   * @param names its names, each {@code HOST} or {@code HOST:PORT}, including that of its token
   *     service
   */
  public EmbeddedRegistry start(EmbeddedRegistryBuilder builder, String... names)
      throws IOException {
    String[] hosts = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      hosts[i] = names[i].replaceFirst(":[0-9]+$", "");
    }
    EmbeddedRegistry registry = builder.tls(authority.server("EC", hosts)).start();
    open.push(registry);
    for (String name : names) {
      ports.put(name.contains(":") ? name : name + HTTPS_PORT, registry.port());
    }
    return registry;
  }

  /** The proxy, in the form of the variable HTTPS_PROXY. */
  public String proxyUrl() {
    return "http://127.0.0.1:" + proxy.port();
  }

  /** Writes the certificate of the CA as PEM, and returns the file. */
  public Path writeCertificate(Path file) throws IOException {
    return authority.write(file);
  }

  /** Stops everything. */
  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
