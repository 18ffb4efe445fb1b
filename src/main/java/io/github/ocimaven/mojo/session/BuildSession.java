package io.github.ocimaven.mojo.session;

import io.github.ocimaven.push.PushSession;
import io.github.ocimaven.registry.jib.RegistryConnections;
import io.github.ocimaven.registry.retry.RegistryLimits;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * What the goals of one Maven session share, in whatever module they run. It lives as long as the
 * repository session, of which there is one even where {@code -T} gives each module a Maven session
 * of its own.
 */
public final class BuildSession {

  /** Another version of the plugin, in a class loader of its own, has another key. */
  private static final Object KEY = BuildSession.class;

  private final RegistryConnections connections = new RegistryConnections();
  private final PushesAtEnd pushesAtEnd = new PushesAtEnd();
  private final RegistryLimits limits = new RegistryLimits();
  private @Nullable PushSession pushes;

  /**
   * Finds what a session shares, or begins it.
   *
   * @param session the Maven session; one without a repository session shares nothing
   */
  public static BuildSession of(MavenSession session) {
    RepositorySystemSession repositories = session.getRepositorySession();
    SessionData data = repositories == null ? null : repositories.getData();
    if (data != null && data.get(KEY) instanceof BuildSession known) {
      return known;
    }
    BuildSession begun = new BuildSession();
    // Maven 3.6 knows no computeIfAbsent.
    if (data != null && !data.set(KEY, null, begun)) {
      return (BuildSession) data.get(KEY);
    }
    SessionEnd.run(session.getRequest(), begun::end);
    return begun;
  }

  /**
   * Nothing outlives the session: a JVM that goes on, as mvnd's does, keeps no connection of it.
   */
  private void end(MavenSession session) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // As Maven sets it for a goal.
    thread.setContextClassLoader(BuildSession.class.getClassLoader());
    try {
      pushesAtEnd.run(session);
    } finally {
      connections.close();
      thread.setContextClassLoader(before);
    }
  }

  /** Returns the pushes that wait until every module has been built. */
  public PushesAtEnd pushesAtEnd() {
    return pushesAtEnd;
  }

  /** Returns the connections to registries, and what is known of them. */
  public RegistryConnections connections() {
    return connections;
  }

  /** Returns how much may be in flight with each registry. */
  public RegistryLimits limits() {
    return limits;
  }

  /**
   * Returns what pushes have in common.
   *
   * @param parallelism how many blobs may be in work at once; where pushes differ, the largest
   *     number holds for all
   */
  public synchronized PushSession pushes(int parallelism) {
    PushSession begun = pushes;
    if (begun == null) {
      begun = new PushSession(parallelism);
      pushes = begun;
    }
    begun.limit().raise(parallelism);
    return begun;
  }
}
