package io.github.ocimaven.testing.tool;

import io.github.ocimaven.testing.TemporaryDirectory;
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
 * A server that runs in its own process on a port of 127.0.0.1, with its own folder, until it is
 * closed.
 */
final class ServerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final TemporaryDirectory directory;
  private final List<String> command;
  private final int port;
  private volatile Process process;
  private Socket placeholder = new Socket();

  private ServerProcess(TemporaryDirectory directory, List<String> command, int port)
      throws IOException {
    this.directory = directory;
    this.command = List.copyOf(command);
    this.port = port;
    this.process = launch();
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

  /** Starts a server and waits until it accepts connections. */
  static ServerProcess start(String name, Command command)
      throws IOException, InterruptedException {
    StringBuilder failures = new StringBuilder();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TemporaryDirectory directory = TemporaryDirectory.create(name + "-");
      int port = freePort();
      ServerProcess server = new ServerProcess(directory, command.of(directory.path(), port), port);
      try {
        if (server.awaitConnection()) {
          return server;
        }
      } catch (InterruptedException e) {
        server.close();
        throw e;
      }
      failures.append(server.log());
      server.close();
    }
    throw new IOException(name + " does not answer:\n" + failures);
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.path().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(directory).toFile()))
        .start();
  }

  /** Whether the server starts in time; it does not if another process has taken the port. */
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

  /** The server's own folder. */
  Path directory() {
    return directory.path();
  }

  /**
   * Kills the server (SIGKILL); its storage stays. Until {@link #restart} its port refuses
   * connections, and stays reserved: otherwise it could become the local port of a client's
   * connection.
   */
  void kill() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    placeholder = new Socket();
    placeholder.setReuseAddress(true);
    placeholder.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
  }

  /** Starts the server anew, on the same port and in the same folder, and waits until it is up. */
  void restart() throws IOException, InterruptedException {
    process = launch();
    boolean up = awaitConnection();
    placeholder.close();
    if (!up) {
      throw new IOException("The server does not answer any more:\n" + log());
    }
  }

  /** The server's output, for the message of a failing test. */
  String log() throws IOException {
    return Files.readString(logFile(directory));
  }

  /** Stops the server and deletes its folder. */
  @Override
  public void close() throws IOException {
    placeholder.close();
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
