package io.github.ocimaven.mojo;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.session.ShutdownGuard;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A push in a separate JVM, which a test may end in any way. */
public final class GuardedPush implements AutoCloseable {

  static final String REPOSITORY = "acme/app";
  static final String BEGUN = "begun";
  static final String DONE = "done";

  private final Process process;
  private final BufferedReader output;

  private GuardedPush(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The program of the other JVM. */
  public static final class Main {

    private Main() {}

    /**
     * Pushes, and reports to standard output.
     *
     * @param args the folder with the image, the image, the registry, and the tags
     */
    public static void main(String[] args) {
      Target target = new Target(args[2], REPOSITORY, List.of(args).subList(3, args.length));
      PushRequest request =
          Requests.push(Path.of(args[0]), args[1], null, List.of(target), 4, false);
      Pusher pusher =
          new Pusher(
              new RetryingRepositories(
                  Connections.anonymous().connections(4).open(),
                  new RetrySettings(3, Duration.ofMillis(100)),
                  4,
                  RetryListener.NONE),
              PushListener.NONE);
      Consumer<String> out = System.out::println;
      out.accept(BEGUN);
      try (ShutdownGuard guard = ShutdownGuard.enter(out, () -> pusher.interruption(null))) {
        guard.run(() -> pusher.push(request));
        out.accept(DONE);
      } catch (PushException e) {
        System.exit(1);
      }
    }
  }

  /**
   * Starts a push.
   *
   * @param directory the folder with the image; the work folder will be there, too
   */
  static GuardedPush start(Path directory, String source, String registry, String... tags)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            directory.toString(),
            source,
            registry);
    builder.command().addAll(List.of(tags));
    GuardedPush push = new GuardedPush(builder.redirectErrorStream(true).start());
    String first = push.output.readLine();
    if (!Objects.equals(first, BEGUN)) {
      throw new IOException(first + "\n" + push.rest());
    }
    return push;
  }

  /** Sends SIGTERM. */
  void terminate() {
    boolean unused = process.toHandle().destroy(); // Process.destroy would close its output, too
  }

  /** Sends SIGKILL, and waits for the end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end, and returns what was written since the beginning. */
  String rest() throws IOException {
    return String.join("\n", output.lines().toList());
  }

  /** Waits for the end, but not for long. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
