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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The reference implementation of a registry (CNCF distribution) as Debian packages it, so that
 * tests do not only meet a registry written together with them.
 */
public final class DockerRegistry implements AutoCloseable {

  /** The executable and the Debian package that has it. */
  public static final String TOOL = "docker-registry";

  /** The user of {@link #startAuthenticated}. */
  public static final String USER = "ci";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "correct horse";

  private static final String HTPASSWD_LINE =
      USER + ":$2b$05$YYTwZDVId1SQgCt9TGit5uysm3jUlXDF.222sIahvjCj.NUshcFua\n";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

  private static final int ATTEMPTS = 3;

  private final TemporaryDirectory directory;
  private final Process process;
  private final int port;

  private DockerRegistry(TemporaryDirectory directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /** Whether the executable is there; guard tests with {@link RequiredTools#assume}. */
  public static boolean isAvailable() {
    return RequiredTools.isOnPath(TOOL);
  }

  /** Starts a registry that lets everybody do everything. */
  public static DockerRegistry start() throws IOException, InterruptedException {
    return start(Optional.empty());
  }

  /** Starts a registry that demands Basic credentials; their hashes must be bcrypt's. */
  public static DockerRegistry start(Path htpasswdFile) throws IOException, InterruptedException {
    return start(Optional.of(htpasswdFile));
  }

  /** Starts a registry that demands the Basic credentials {@link #USER} and {@link #PASSWORD}. */
  public static DockerRegistry startAuthenticated() throws IOException, InterruptedException {
    Path htpasswd = Files.createTempFile("htpasswd-", "");
    try {
      Files.writeString(htpasswd, HTPASSWD_LINE);
      return start(htpasswd);
    } finally {
      Files.delete(htpasswd);
    }
  }

  /** The numeric address, for image references. */
  public String hostAndPort() {
    return "127.0.0.1:" + port;
  }

  /** The address with its scheme and without a slash at the end. */
  public String url() {
    return "http://" + hostAndPort();
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

  private static DockerRegistry start(Optional<Path> htpasswd)
      throws IOException, InterruptedException {
    String failures = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      DockerRegistry registry = launch(htpasswd);
      if (registry.awaitAnswer()) {
        return registry;
      }
      failures += registry.log();
      registry.close();
    }
    throw new IOException(TOOL + " does not answer:\n" + failures);
  }

  private static DockerRegistry launch(Optional<Path> htpasswd) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create("docker-registry-");
    int port = freePort();
    Path config = directory.path().resolve("config.yml");
    String auth = "";
    if (htpasswd.isPresent()) {
      Path copy = Files.copy(htpasswd.get(), directory.path().resolve("htpasswd"));
      auth = "auth:\n  htpasswd:\n    realm: docker registry\n    path: " + copy + "\n";
    }
    Files.writeString(
        config,
        """
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
        %s\
        """
            .formatted(directory.path().resolve("storage"), port, auth));
    Process process =
        new ProcessBuilder(TOOL, "serve", config.toString())
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile(directory).toFile())
            .start();
    return new DockerRegistry(directory, process, port);
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
