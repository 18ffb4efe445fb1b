package io.github.ocimaven.testing.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The registry olareg, which supports the referrers API of distribution-spec 1.1. */
public final class Olareg implements AutoCloseable {

  /** The executable; it is built by Go. */
  public static final String TOOL = "olareg";

  private final ServerProcess server;

  private Olareg(ServerProcess server) {
    this.server = server;
  }

  /** Starts a registry that needs no authentication. */
  public static Olareg start() throws IOException, InterruptedException {
    return start(List.of());
  }

  /** Starts a registry that accepts so many requests per second, and needs no authentication. */
  public static Olareg limitedTo(int requestsPerSecond) throws IOException, InterruptedException {
    return start(List.of("--rate-limit", Integer.toString(requestsPerSecond)));
  }

  private static Olareg start(List<String> options) throws IOException, InterruptedException {
    return new Olareg(
        ServerProcess.start(
            TOOL,
            (directory, port) -> {
              List<String> command =
                  new ArrayList<>(
                      List.of(
                          TOOL,
                          "serve",
                          "--addr",
                          "127.0.0.1",
                          "--port",
                          Integer.toString(port),
                          "--dir",
                          directory.resolve("storage").toString()));
              command.addAll(options);
              return command;
            }));
  }

  /** The numeric address, for image references. */
  public String hostAndPort() {
    return "127.0.0.1:" + server.port();
  }

  /** Stops the registry. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
