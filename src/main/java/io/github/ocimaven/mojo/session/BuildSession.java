package io.github.ocimaven.mojo.session;

import io.github.ocimaven.push.PushSession;
import io.github.ocimaven.registry.jib.RegistryConnections;
import io.github.ocimaven.registry.retry.RegistryLimits;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * State that the goals of one Maven session share, in whatever module they run. It lives as long as
 * the repository session, because {@code -T} gives each module its own Maven session, but all of
 * them share one repository session.
 */
public final class BuildSession {

  /** Another version of the plugin, in its own class loader, has another key. */
  private static final Object KEY = BuildSession.class;

  private final RegistryConnections connections = new RegistryConnections();
  private final PushesAtEnd pushesAtEnd = new PushesAtEnd();
  private final RegistryLimits limits = new RegistryLimits();
  private @Nullable PushSession pushes;

  /**
   * Returns a session's shared state, which is created on first use.
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
    // Maven 3.6 has no computeIfAbsent.
    if (data != null && !data.set(KEY, null, begun)) {
      return (BuildSession) data.get(KEY);
    }
    SessionEnd.run(session.getRequest(), begun::end);
    return begun;
  }

  /**
   * Runs the waiting pushes and closes the connections, which must not outlive the session in a JVM
   * that lives on, such as mvnd's.
   */
  private void end(MavenSession session) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Maven sets the same class loader for a goal.
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

  /** Returns the connections to registries, and what is known about the registries. */
  public RegistryConnections connections() {
    return connections;
  }

  /** Returns the limits on concurrent requests to each registry. */
  public RegistryLimits limits() {
    return limits;
  }

  /**
   * Returns the state that pushes share.
   *
   * @param parallelism how many blobs may be processed at once; if pushes differ, the largest
   *     number applies to all
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
