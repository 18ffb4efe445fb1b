package io.github.ocimaven.mojo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.mojo.EndedPushTest;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link EndedPushTest} tests the guard when a JVM ends. */
class ShutdownGuardTest {

  private final List<String> log = new ArrayList<>();

  private ShutdownGuard enter() {
    return ShutdownGuard.enter(log::add, () -> new PushInterruptedException(null));
  }

  private static boolean isRegistered(ShutdownGuard guard) throws ReflectiveOperationException {
    Field hook = ShutdownGuard.class.getDeclaredField("hook");
    hook.setAccessible(true);
    return Runtime.getRuntime().removeShutdownHook((Thread) hook.get(guard));
  }

  @Test
  void guardsUntilItIsClosed() throws ReflectiveOperationException {
    try (ShutdownGuard guard = enter()) {
      assertThat(isRegistered(guard)).isTrue();
    }
  }

  @Test
  void leavesNothingInAJvmThatGoesOn() throws Exception {
    for (int i = 0; i < 20; i++) {
      ShutdownGuard guard = enter();
      guard.run(() -> {});
      guard.close();

      assertThat(isRegistered(guard)).isFalse();
    }
    assertThat(log).isEmpty();
  }

  @Test
  void leavesItToMavenToSayWhyAGoalFailed() {
    try (ShutdownGuard guard = enter()) {
      PushInterruptedException failure = new PushInterruptedException(null);

      assertThatThrownBy(
              () ->
                  guard.run(
                      () -> {
                        throw failure;
                      }))
          .isSameAs(failure);
    }
    assertThat(log).isEmpty();
  }
}
