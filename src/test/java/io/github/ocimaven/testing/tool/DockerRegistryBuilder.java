package io.github.ocimaven.testing.tool;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Configures a {@link DockerRegistry}. Without options it speaks plain HTTP and needs no
 * authentication.
 */
public final class DockerRegistryBuilder {

  // {@link DockerRegistry#PASSWORD}, by bcrypt: docker-registry accepts no other hash.
  private static final String HTPASSWD_LINE =
      DockerRegistry.USER + ":$2b$05$YYTwZDVId1SQgCt9TGit5uysm3jUlXDF.222sIahvjCj.NUshcFua\n";

  private String auth = "";
  private String users = "";
  private String tls = "";
  private String metrics = "";
  private String scheme = "http";

  DockerRegistryBuilder() {}

  /** Demands the Basic credentials {@link DockerRegistry#USER} and its password. */
  public DockerRegistryBuilder user() {
    return htpasswd(HTPASSWD_LINE);
  }

  /**
   * Demands Basic credentials.
   *
   * @param lines of {@code user:hash}, the hash being bcrypt's
   */
  public DockerRegistryBuilder htpasswd(String lines) {
    users = lines;
    auth = "auth:\n  htpasswd:\n    realm: docker registry\n    path: htpasswd\n";
    return this;
  }

  /**
   * Demands tokens.
   *
   * @param realm the URL of the token service
   * @param service the required audience
   * @param issuer the required issuer
   * @param rootCertificates a PEM file with the certificates of the keys that sign them
   */
  public DockerRegistryBuilder token(
      URI realm, String service, String issuer, Path rootCertificates) {
    auth =
        """
        auth:
          token:
            realm: %s
            service: %s
            issuer: %s
            rootcertbundle: %s
        """
            .formatted(realm, service, issuer, rootCertificates);
    return this;
  }

  /**
   * Speaks HTTPS only.
   *
   * @param certificate a PEM file with the registry's certificate, and those between it and the CA
   * @param key a PEM file with its key
   */
  public DockerRegistryBuilder tls(Path certificate, Path key) {
    scheme = "https";
    tls += "  tls:\n    certificate: %s\n    key: %s\n".formatted(certificate, key);
    return this;
  }

  /** After {@link #tls}: demands client certificates that one of these CAs (PEM files) issued. */
  public DockerRegistryBuilder clientCa(Path... certificates) {
    tls +=
        Arrays.stream(certificates)
            .map(file -> "      - " + file + "\n")
            .collect(Collectors.joining("", "    clientcas:\n", ""));
    return this;
  }

  /** After {@link #tls}: speaks this version or newer, {@code tls1.2} or {@code tls1.3}. */
  public DockerRegistryBuilder minimumTls(String version) {
    tls += "    minimumtls: " + version + "\n";
    return this;
  }

  /** After {@link #tls}: speaks HTTP/1.1 only. */
  public DockerRegistryBuilder withoutHttp2() {
    tls += "  http2:\n    disabled: true\n";
    return this;
  }

  /** Counts requests and their bytes, and exposes the counters on another port of 127.0.0.1. */
  public DockerRegistryBuilder metrics(int port) {
    metrics =
        """
          debug:
            addr: 127.0.0.1:%d
            prometheus:
              enabled: true
        """
            .formatted(port);
    return this;
  }

  /** Starts the registry. */
  public DockerRegistry start() throws IOException, InterruptedException {
    return DockerRegistry.start(new Yaml(scheme, auth, metrics + tls, users));
  }

  /** The configuration of a registry without any option. */
  static DockerRegistry.Configuration open() {
    return new Yaml("http", "", "", "");
  }

  private record Yaml(String scheme, String auth, String tls, String users)
      implements DockerRegistry.Configuration {

    @Override
    public String yaml(Path directory, int port) throws IOException {
      Files.writeString(directory.resolve("htpasswd"), users);
      return """
      version: 0.1
      log:
        level: error
        accesslog:
          disabled: true
      storage:
        filesystem:
          rootdirectory: %s
        delete:
          enabled: true
      http:
        addr: 127.0.0.1:%d
      %s%s\
      """
          .formatted(directory.resolve(DockerRegistry.STORAGE), port, tls, auth);
    }
  }
}
