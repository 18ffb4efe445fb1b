package io.github.ocimaven.testing.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A real HTTP proxy, tinyproxy, as a process on a free port of 127.0.0.1. If it is not installed, a
 * test that starts one is skipped or fails, see {@link RequiredTools}.
 */
public final class TinyProxy implements AutoCloseable {

  /** The executable and the Debian package that has it. */
  public static final String TOOL = "tinyproxy";

  /** The user of {@link #startAuthenticated}. */
  public static final String USER = "proxyuser";

  /** The password of {@link #USER}; tinyproxy allows no spaces in it. */
  public static final String PASSWORD = "pr0xy-s3cret";

  private static final Pattern REQUEST =
      Pattern.compile("Request \\(file descriptor [0-9]+\\): (\\S+ \\S+) HTTP");

  private final ServerProcess server;

  private TinyProxy(ServerProcess server) {
    this.server = server;
  }

  /** Starts a proxy without restrictions. */
  public static TinyProxy start() throws IOException, InterruptedException {
    return startWith("");
  }

  /** Starts a proxy that demands the Basic credentials {@link #USER} and {@link #PASSWORD}. */
  public static TinyProxy startAuthenticated() throws IOException, InterruptedException {
    return startWith("BasicAuth " + USER + " " + PASSWORD + "\n");
  }

  /** Starts a proxy that allows CONNECT to one port only. */
  public static TinyProxy startForPort(int destination) throws IOException, InterruptedException {
    return startWith("ConnectPort " + destination + "\n");
  }

  /** The port that the proxy listens on. */
  public int port() {
    return server.port();
  }

  /** The requests that it has received, such as {@code CONNECT localhost:5000}. */
  public List<String> requests() throws IOException {
    return REQUEST.matcher(log()).results().map(line -> line.group(1)).toList();
  }

  /** The proxy's log, for the message of a failing test. */
  public String log() throws IOException {
    return server.log();
  }

  /** Stops the proxy. */
  @Override
  public void close() throws IOException {
    server.close();
  }

  private static TinyProxy startWith(String more) throws IOException, InterruptedException {
    RequiredTools.assume(TOOL);
    return new TinyProxy(
        ServerProcess.start(
            TOOL,
            (directory, port) -> {
              Path file = directory.resolve("tinyproxy.conf");
              Files.writeString(file, configuration(port, more));
              return List.of(TOOL, "-d", "-c", file.toString());
            }));
  }

  private static String configuration(int port, String more) {
    return """
    Port %d
    Listen 127.0.0.1
    Timeout 60
    LogLevel Connect
    MaxClients 100
    Allow 127.0.0.1
    %s\
    """
        .formatted(port, more);
  }
}
