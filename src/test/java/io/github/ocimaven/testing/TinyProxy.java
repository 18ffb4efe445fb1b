package io.github.ocimaven.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real HTTP proxy, tinyproxy, as a process on a free port of 127.0.0.1. A test that starts one
 * where it is not installed is skipped, or fails, as {@link RequiredTools} says.
 */
public final class TinyProxy implements AutoCloseable {

  /** The executable and the Debian package that has it. */
  public static final String TOOL = "tinyproxy";

  /** The user of {@link #startAuthenticated}. */
  public static final String USER = "proxyuser";

  /** The password of {@link #USER}; tinyproxy allows no spaces in it. */
  public static final String PASSWORD = "pr0xy-s3cret";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;
  private static final Pattern REQUEST =
      Pattern.compile("Request \\(file descriptor [0-9]+\\): (\\S+ \\S+) HTTP");

  private final TemporaryDirectory directory;
  private final Process process;
  private final int port;

  private TinyProxy(TemporaryDirectory directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /** Starts a proxy that lets everybody through to everywhere. */
  public static TinyProxy start() throws IOException, InterruptedException {
    return startWith("");
  }

  /** Starts a proxy that demands the Basic credentials {@link #USER} and {@link #PASSWORD}. */
  public static TinyProxy startAuthenticated() throws IOException, InterruptedException {
    return startWith("BasicAuth " + USER + " " + PASSWORD + "\n");
  }

  /** Starts a proxy that lets CONNECT through to one port alone. */
  public static TinyProxy startForPort(int destination) throws IOException, InterruptedException {
    return startWith("ConnectPort " + destination + "\n");
  }

  /** The port that the proxy listens on. */
  public int port() {
    return port;
  }

  /** The requests that it has got, such as {@code CONNECT localhost:5000}. */
  public List<String> requests() throws IOException {
    return REQUEST.matcher(log()).results().map(line -> line.group(1)).toList();
  }

  /** What the proxy has logged, for the message of a failing test. */
  public String log() throws IOException {
    return Files.readString(logFile(directory));
  }

  /** Stops the proxy. */
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

  private static TinyProxy startWith(String more) throws IOException, InterruptedException {
    RequiredTools.assume(TOOL);
    String failures = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TinyProxy proxy = launch(more);
      if (proxy.awaitConnection()) {
        return proxy;
      }
      failures += proxy.log();
      proxy.close();
    }
    throw new IOException(TOOL + " does not answer:\n" + failures);
  }

  private static TinyProxy launch(String more) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create("tinyproxy-");
    int port = freePort();
    Path config = directory.path().resolve("tinyproxy.conf");
    Files.writeString(
        config,
        """
        Port %d
        Listen 127.0.0.1
        Timeout 60
        LogLevel Connect
        MaxClients 100
        Allow 127.0.0.1
        %s\
        """
            .formatted(port, more));
    Process process =
        new ProcessBuilder(TOOL, "-d", "-c", config.toString())
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile(directory).toFile())
            .start();
    return new TinyProxy(directory, process, port);
  }

  /** Whether the proxy can be reached in time; it can't when another process has its port. */
  private boolean awaitConnection() throws InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected() && process.isAlive();
      } catch (IOException e) {
        Thread.sleep(20);
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
    return directory.path().resolve("proxy.log");
  }
}
