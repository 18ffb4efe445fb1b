package io.github.ocimaven.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs as a process of its own on a port of 127.0.0.1, with a folder of its own,
 * until it is closed.
 */
final class ServerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;

  private final TemporaryDirectory directory;
  private final Process process;
  private final int port;

  private ServerProcess(TemporaryDirectory directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /** How to start a server. */
  @FunctionalInterface
  interface Command {

    /**
     * Writes the server's files and returns its command line.
     *
     * @param directory an empty folder, which is deleted in the end
     * @param port the port to listen on
     */
    List<String> of(Path directory, int port) throws IOException;
  }

  /** Starts a server and waits until it takes connections. */
  static ServerProcess start(String name, Command command)
      throws IOException, InterruptedException {
    StringBuilder failures = new StringBuilder();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ServerProcess server = launch(name, command);
      if (server.awaitConnection()) {
        return server;
      }
      failures.append(server.log());
      server.close();
    }
    throw new IOException(name + " does not answer:\n" + failures);
  }

  private static ServerProcess launch(String name, Command command) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create(name + "-");
    int port = freePort();
    Process process =
        new ProcessBuilder(command.of(directory.path(), port))
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile(directory).toFile())
            .start();
    return new ServerProcess(directory, process, port);
  }

  /** Whether the server is there in time; it is not when another process has taken the port. */
  private boolean awaitConnection() throws InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
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
    return directory.path().resolve("server.log");
  }

  /** The port that the server listens on. */
  int port() {
    return port;
  }

  /** What the server has written, for the message of a failing test. */
  String log() throws IOException {
    return Files.readString(logFile(directory));
  }

  /** Stops the server and deletes its folder. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    directory.close();
  }
}
