package io.github.ocimaven.testing.tool;

import io.github.ocimaven.testing.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The BuildKit daemon, on a free port of 127.0.0.1, with its own storage. */
public final class BuildKit implements AutoCloseable {

  private static final String DAEMON = "buildkitd";
  private static final String CLIENT = "buildctl";

  private final ServerProcess server;

  private BuildKit(ServerProcess server) {
    this.server = server;
  }

  /**
   * Starts the daemon if the machine has it, its client and a container runtime, and allows it to
   * work, for which not every machine grants the rights. If tools are required, it has to start.
   */
  public static Optional<BuildKit> startIfPossible() throws IOException, InterruptedException {
    Optional<String> runtime =
        Stream.of("runc", "crun").filter(RequiredTools::isOnPath).findFirst();
    if (runtime.isEmpty() || !Stream.of(DAEMON, CLIENT).allMatch(RequiredTools::isOnPath)) {
      return Optional.empty();
    }
    BuildKit started = start(runtime.get());
    // It listens before it knows whether it is allowed to work.
    Shell.Result probe =
        Shell.run(
            started.server.directory(), CLIENT, "--addr", started.address(), "debug", "workers");
    if (probe.exitCode() == 0) {
      return Optional.of(started);
    }
    String log = started.server.log();
    started.close();
    if (Boolean.getBoolean("realRegistries.required")) {
      throw new IOException(DAEMON + " does not work: " + probe.output() + log);
    }
    return Optional.empty();
  }

  private static BuildKit start(String runtime) throws IOException, InterruptedException {
    return new BuildKit(
        ServerProcess.start(
            DAEMON,
            (directory, port) ->
                List.of(
                    DAEMON,
                    "--root",
                    directory.resolve("storage").toString(),
                    "--addr",
                    "tcp://127.0.0.1:" + port,
                    "--oci-worker=true",
                    "--oci-worker-binary",
                    runtime,
                    "--oci-worker-snapshotter",
                    "native",
                    "--containerd-worker=false")));
  }

  /** The address, in the form of BUILDKIT_HOST. */
  public String address() {
    return "tcp://127.0.0.1:" + server.port();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
