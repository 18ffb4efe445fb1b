package io.github.ocimaven.testing.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CNCF distribution 3, which, unlike {@link DockerRegistry}, resumes a broken upload. */
public final class Distribution implements AutoCloseable {

  /** The executable, which is plainly {@code registry} elsewhere; it is built by Go. */
  public static final String TOOL = "distribution";

  private final ServerProcess server;

  private Distribution(ServerProcess server) {
    this.server = server;
  }

  /** Starts a registry that speaks plain HTTP and needs no authentication. */
  public static Distribution start() throws IOException, InterruptedException {
    return new Distribution(
        ServerProcess.start(
            TOOL,
            (directory, port) -> {
              Path file = directory.resolve("config.yml");
              Files.writeString(file, DockerRegistryBuilder.open().yaml(directory, port));
              // It would report each request to a collector on this machine.
              return List.of("env", "OTEL_TRACES_EXPORTER=none", TOOL, "serve", file.toString());
            }));
  }

  /** The numeric address, for image references. */
  public String hostAndPort() {
    return "127.0.0.1:" + server.port();
  }

  /** Stops the registry and deletes its storage. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
