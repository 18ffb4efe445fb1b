package io.github.ocimaven.mojo.session;

import io.github.ocimaven.text.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.BuildSummary;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * The pushes of a Maven session that wait until every module has been built. They run in the order
 * of the modules. If one fails, the build fails, and the rest don't run.
 */
public final class PushesAtEnd {

  /** Right below this message, Maven suggests resuming the build. */
  private static final String RESUMED =
      "; then build all modules again: a resumed build (-rf, -r) pushes only the images"
          + " of the modules that it builds";

  private final List<PushAtEnd> waiting = new ArrayList<>();

  /**
   * Adds a push. It replaces a waiting push of the same execution: {@code mvn package verify} runs
   * the phases up to {@code package} twice. Modules that are built in parallel may call this at the
   * same time.
   */
  public synchronized void add(PushAtEnd push) {
    waiting.removeIf(push::isOfSameExecution);
    waiting.add(push);
  }

  /** Runs the pushes, unless the build has failed. If a push fails, the build fails. */
  synchronized void run(MavenSession session) {
    if (waiting.isEmpty()) {
      return;
    }
    List<PushAtEnd> pushes = new ArrayList<>(waiting);
    waiting.clear();
    pushes.sort(Comparator.comparing(push -> session.getProjects().indexOf(push.project())));
    Log log = pushes.get(0).log();
    if (session.getResult().hasExceptions()) {
      log.warn("The build failed, so nothing is pushed: " + references(pushes) + RESUMED);
      return;
    }
    log.info("All modules of this build are built: pushing " + Units.count(pushes.size(), "image"));
    for (int i = 0; i < pushes.size(); i++) {
      if (!run(pushes.get(i), session) && i + 1 < pushes.size()) {
        log.warn(
            "Not pushed after that failure: "
                + references(pushes.subList(i + 1, pushes.size()))
                + RESUMED);
        return;
      }
    }
  }

  private static boolean run(PushAtEnd push, MavenSession session) {
    long begin = System.nanoTime();
    try {
      push.work().run();
      return true;
    } catch (MojoFailureException | MojoExecutionException | RuntimeException | Error e) {
      fail(push, session, e, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      return false;
    }
  }

  /** Also marks the module as failed in the reactor's summary. */
  private static void fail(PushAtEnd push, MavenSession session, Throwable failure, long millis) {
    var reported = new LifecycleExecutionException(push.execution(), push.project(), failure);
    BuildSummary built = session.getResult().getBuildSummary(push.project());
    long time = millis + (built == null ? 0 : built.getTime());
    session.getResult().addException(reported);
    session.getResult().addBuildSummary(new BuildFailure(push.project(), time, reported));
  }

  private static String references(List<PushAtEnd> pushes) {
    return pushes.stream().map(PushAtEnd::reference).collect(Collectors.joining(", "));
  }
}
