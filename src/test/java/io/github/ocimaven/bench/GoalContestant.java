package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Our goal, as {@code mvn …:push}, from the start of Maven to its end: without a POM, or in a
 * reactor.
 */
final class GoalContestant implements Contestant {

  private final Maven maven;
  private final int threads;
  private boolean resolved;

  /**
   * Creates a contestant.
   *
   * @param threads the number of modules that Maven builds in parallel
   */
  GoalContestant(Maven maven, int threads) {
    this.maven = maven;
    this.threads = threads;
  }

  @Override
  public String name() {
    return threads == 1 ? "our mvn push" : "our mvn -T" + threads + " push";
  }

  @Override
  public Role role() {
    return Role.OUR_GOAL;
  }

  @Override
  public boolean canDo(Work work) {
    return threads == 1 || work.isReactor();
  }

  @Override
  public void reset(Work work) throws IOException {
    Folders.renew(standalone(work));
    if (work.isReactor()) {
      for (BenchImage image : work.images()) {
        Folders.delete(image.path().resolveSibling("target"));
      }
    }
  }

  @Override
  public Measurement push(Work work, Destination destination)
      throws IOException, InterruptedException {
    Path directory = work.reactor().orElse(standalone(work));
    List<String> arguments = new ArrayList<>();
    if (work.isReactor()) {
      // On the command line the goal would run once, for the root, since it also works without a
      // project.
      arguments.addAll(List.of("validate", "-T" + threads, "-Dregistry=" + destination.address()));
      arguments.add("-Dplugin.version=" + maven.version());
    } else {
      arguments.add("io.github.ocimaven:oci-maven-plugin:" + maven.version() + ":push");
      arguments.add("-Doci.source=" + work.image().path());
      arguments.add("-Doci.image=" + destination.reference(work.image().repository()));
    }
    if (!destination.network().isPlain()) {
      arguments.add("-Doci.caCertificates=" + destination.ca());
    }
    if (!resolved) {
      // Downloads what Maven needs; the goal itself does nothing.
      maven.command(directory, arguments).with("-Doci.skip=true").run();
      resolved = true;
    }
    return maven.command(directory, arguments).run().measurement();
  }

  /** The folder in which Maven runs without a project; compressed layers are kept there. */
  private static Path standalone(Work work) {
    return work.folder().resolve("standalone");
  }
}
