package io.github.ocimaven.testing.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The reference implementation of a registry (CNCF distribution) as Debian packages it, so that
 * tests also run against a registry that was not written with them.
 */
public final class DockerRegistry implements AutoCloseable {

  /** The executable and the Debian package that has it. */
  public static final String TOOL = "docker-registry";

  /** The folder below the registry's own in which it stores everything. */
  static final String STORAGE = "storage";

  /** The user of {@link DockerRegistryBuilder#user}. */
  public static final String USER = "ci";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "correct horse";

  private final ServerProcess server;
  private final String scheme;

  private DockerRegistry(ServerProcess server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /** Whether the executable exists; guard tests with {@link RequiredTools#assume}. */
  public static boolean isAvailable() {
    return RequiredTools.isOnPath(TOOL);
  }

  /** Configures a registry that needs no authentication by default. */
  public static DockerRegistryBuilder with() {
    return new DockerRegistryBuilder();
  }

  /** Starts a registry that speaks plain HTTP and needs no authentication. */
  public static DockerRegistry start() throws IOException, InterruptedException {
    return with().start();
  }

  /** Starts a registry that demands the Basic credentials {@link #USER} and {@link #PASSWORD}. */
  public static DockerRegistry startAuthenticated() throws IOException, InterruptedException {
    return with().user().start();
  }

  /** Starts a registry from a configuration with its storage and port. */
  static DockerRegistry start(Configuration configuration)
      throws IOException, InterruptedException {
    ServerProcess server =
        ServerProcess.start(
            TOOL,
            (directory, port) -> {
              Path file = directory.resolve("config.yml");
              Files.writeString(file, configuration.yaml(directory, port));
              return List.of(TOOL, "serve", file.toString());
            });
    return new DockerRegistry(server, configuration.scheme());
  }

  /** The configuration of a registry, for a given folder and port. */
  interface Configuration {

    /** The scheme that it speaks. */
    String scheme();

    /**
     * The file {@code config.yml}.
     *
     * @param directory the registry's own folder, for any files
     * @param port the port to listen on
     */
    String yaml(Path directory, int port) throws IOException;
  }

  /** The numeric address, for image references. */
  public String hostAndPort() {
    return hostAndPort("127.0.0.1");
  }

  /** The address by another name of this machine. */
  public String hostAndPort(String host) {
    return host + ":" + server.port();
  }

  /** The address with its scheme and without a slash at the end. */
  public String url() {
    return scheme + "://" + hostAndPort();
  }

  /** Kills the registry (SIGKILL) in the middle of its work; its storage stays. */
  public void kill() throws IOException, InterruptedException {
    server.kill();
  }

  /** Starts the registry again after {@link #kill}, on the same port, and waits until it is up. */
  public void restart() throws IOException, InterruptedException {
    server.restart();
  }

  /** The folder with repositories and blobs. */
  public Path storage() {
    return server.directory().resolve(STORAGE);
  }

  /** The registry's log, for the message of a failing test. */
  public String log() throws IOException {
    return server.log();
  }

  /** Stops the registry and deletes its storage. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
