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
 * Runs tasks at the end of a Maven session: all modules have been built, or one of them has failed,
 * and Maven has not yet reported the build's outcome. A plugin that is not an extension has no
 * other way to do this: the last module that runs a goal of ours may not be the last module that is
 * built.
 */
final class SessionEnd {

  private static final String SESSION_ENDED = "sessionEnded";

  private SessionEnd() {}

  /**
   * Registers a task for the end of a session.
   *
   * @param request the session's request; its present listener keeps receiving events
   * @param task receives the session; Maven reports what the task adds to its result
   */
  static void run(MavenExecutionRequest request, Consumer<MavenSession> task) {
    synchronized (request) { // another version of the plugin may do this in another thread
      ExecutionListener next = request.getExecutionListener();
      request.setExecutionListener(listener(next, task));
    }
  }

  /**
   * A proxy rather than a class, because the interface's methods differ between versions of Maven.
   */
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
              return null; // all of its methods are void
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
