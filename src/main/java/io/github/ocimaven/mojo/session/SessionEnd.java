package io.github.ocimaven.mojo.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * Learns of the end of a Maven session: all modules have been built, or one of them failed, and
 * Maven has not yet said how the build ended. A plugin that is no extension learns it in no other
 * way: the last module that runs a goal of ours may not be the last one that is built.
 */
final class SessionEnd {

  private static final String SESSION_ENDED = "sessionEnded";

  private SessionEnd() {}

  /**
   * Has something done at the end of a session.
   *
   * @param request the session's request; whoever listens to its events goes on doing so
   * @param task gets the session; what it adds to the result is part of what Maven says then
   */
  static void run(MavenExecutionRequest request, Consumer<MavenSession> task) {
    synchronized (request) { // another version of the plugin, in another thread, may do the same
      ExecutionListener next = request.getExecutionListener();
      request.setExecutionListener(listener(next, task));
    }
  }

  /** Not a class of its own: the interface has other methods in other versions of Maven. */
  private static ExecutionListener listener(
      @Nullable ExecutionListener next, Consumer<MavenSession> task) {
    return (ExecutionListener)
        Proxy.newProxyInstance(
            SessionEnd.class.getClassLoader(),
            new Class<?>[] {ExecutionListener.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, arguments);
              }
              try {
                if (method.getName().equals(SESSION_ENDED)) {
                  task.accept(((ExecutionEvent) arguments[0]).getSession());
                }
              } finally {
                if (next != null) {
                  call(next, method, arguments);
                }
              }
              return null; // as all of its methods do
            });
  }

  private static void call(ExecutionListener listener, Method method, Object[] arguments)
      throws Throwable {
    try {
      method.invoke(listener, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "oci-maven-plugin's session end";
    };
  }
}
