package io.github.ocimaven.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The reference implementation of a registry (CNCF distribution) as Debian packages it, so that
 * tests do not only meet a registry written together with them.
 */
public final class DockerRegistry implements AutoCloseable {

  /** The executable and the Debian package that has it. */
  public static final String TOOL = "docker-registry";

  /** The user of {@link DockerRegistryBuilder#user}. */
  public static final String USER = "ci";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "correct horse";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

  private static final int ATTEMPTS = 3;

  private final TemporaryDirectory directory;
  private final Process process;
  private final String scheme;
  private final int port;

  private DockerRegistry(TemporaryDirectory directory, Process process, String scheme, int port) {
    this.directory = directory;
    this.process = process;
    this.scheme = scheme;
    this.port = port;
  }

  /** Whether the executable is there; guard tests with {@link RequiredTools#assume}. */
  public static boolean isAvailable() {
    return RequiredTools.isOnPath(TOOL);
  }

  /** Configures a registry that lets everybody do everything, unless told otherwise. */
  public static DockerRegistryBuilder with() {
    return new DockerRegistryBuilder();
  }

  /** Starts a registry that speaks plain HTTP and lets everybody do everything. */
  public static DockerRegistry start() throws IOException, InterruptedException {
    return with().start();
  }

  /** Starts a registry that demands the Basic credentials {@link #USER} and {@link #PASSWORD}. */
  public static DockerRegistry startAuthenticated() throws IOException, InterruptedException {
    return with().user().start();
  }

  /** The numeric address, for image references. */
  public String hostAndPort() {
    return hostAndPort("127.0.0.1");
  }

  /** The address by another name of this machine. */
  public String hostAndPort(String host) {
    return host + ":" + port;
  }

  /** The address with its scheme and without a slash at the end. */
  public String url() {
    return scheme + "://" + hostAndPort();
  }

  /** What the registry has logged, for the message of a failing test. */
  public String log() throws IOException {
    return Files.readString(logFile(directory));
  }

  /** Stops the registry and deletes what it has stored. */
  @Override
  public void close() throws IOException {
    stop(process);
    directory.close();
  }

  /** Starts a registry of a configuration that knows its storage and its port. */
  static DockerRegistry start(Configuration configuration)
      throws IOException, InterruptedException {
    String failures = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      DockerRegistry registry = launch(configuration);
      if (registry.awaitAnswer()) {
        return registry;
      }
      failures += registry.log();
      registry.close();
    }
    throw new IOException(TOOL + " does not answer:\n" + failures);
  }

  /** What a registry is configured with, once it is known where it stores and listens. */
  interface Configuration {

    /** The scheme that it speaks. */
    String scheme();

    /**
     * The file {@code config.yml}.
     *
     * @param directory the registry's own, for whatever it needs
     * @param port where it is to listen
     */
    String yaml(Path directory, int port) throws IOException;
  }

  private static DockerRegistry launch(Configuration configuration) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create("docker-registry-");
    int port = freePort();
    Path config = directory.path().resolve("config.yml");
    Files.writeString(config, configuration.yaml(directory.path(), port));
    Process process =
        new ProcessBuilder(TOOL, "serve", config.toString())
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile(directory).toFile())
            .start();
    return new DockerRegistry(directory, process, configuration.scheme(), port);
  }

  /** Whether the registry answers in time; it does not when another process has taken the port. */
  private boolean awaitAnswer() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/v2/")).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status == 200 || status == 401) {
          return process.isAlive();
        }
      } catch (SSLException e) {
        // It has a certificate that this JVM does not trust, or wants one of ours: it is there.
        return process.isAlive();
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path logFile(TemporaryDirectory directory) {
    return directory.path().resolve("registry.log");
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
