package io.github.ocimaven.registry.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

  private final AdaptiveLimit limit = new AdaptiveLimit(8);

  @Test
  void allowsHalfAsManyWhenThereIsTooMuchToDo() {
    int[] entered = enter(8);

    limit.overloaded(entered[0]);

    assertThat(limit.allowed()).isEqualTo(4);
  }

  @Test
  void countsOneCrowdOnce() {
    int[] entered = enter(8);

    for (int each : entered) {
      limit.overloaded(each);
    }

    assertThat(limit.allowed()).isEqualTo(4);
  }

  @Test
  void neverAllowsNone() {
    for (int i = 0; i < 10; i++) {
      limit.overloaded(limit.enter(() -> false));
      limit.leave();
    }

    assertThat(limit.allowed()).isEqualTo(1);
  }

  @Test
  void startsFromHowManyThereWere() {
    int[] entered = enter(2);

    limit.overloaded(entered[0]);

    assertThat(limit.allowed()).isEqualTo(1);
  }

  @Test
  void raisesSlowly() {
    limit.overloaded(enter(8)[0]);

    succeed(3);
    assertThat(limit.allowed()).isEqualTo(4);
    succeed(2);
    assertThat(limit.allowed()).isEqualTo(5);
    succeed(100);
    assertThat(limit.allowed()).isEqualTo(8);
  }

  @Test
  void letsOneInWhenAnotherLeaves() throws InterruptedException {
    AdaptiveLimit one = new AdaptiveLimit(1);
    var unused = one.enter(() -> false);
    CountDownLatch in = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              var unusedToo = one.enter(() -> false);
              in.countDown();
            });
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(in.getCount()).isEqualTo(1);

    one.leave();

    assertThat(in.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsWhenInterrupted() {
    AdaptiveLimit one = new AdaptiveLimit(1);
    var unused = one.enter(() -> false);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> one.enter(() -> false)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void endsWhenItIsOver() throws InterruptedException {
    AdaptiveLimit one = new AdaptiveLimit(1);
    var unused = one.enter(() -> false);
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread waiting = new Thread(() -> failure.set(catchThrowable(() -> one.enter(over::get))));
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    over.set(true);
    one.wake();

    waiting.join(10_000);
    assertThat(failure.get()).isInstanceOf(CancellationException.class);
  }

  @Test
  void isTheLargestThatAnybodyAskedFor() {
    limit.widen(16);
    assertThat(limit.allowed()).isEqualTo(16);
    limit.widen(2);
    assertThat(limit.allowed()).isEqualTo(16);
  }

  @Test
  void staysLowForARegistryThatHasTooMuchToDo() {
    limit.overloaded(enter(8)[0]);

    limit.widen(16);

    assertThat(limit.allowed()).isEqualTo(4);
    succeed(1000);
    assertThat(limit.allowed()).isEqualTo(16);
  }

  @Test
  void thereIsOneForEachRegistry() {
    RegistryLimits limits = new RegistryLimits();

    assertThat(limits.of("a", 8)).isSameAs(limits.of("a", 4)).isNotSameAs(limits.of("b", 8));
    assertThat(limits.of("a", 4).allowed()).isEqualTo(8);
  }

  private int[] enter(int times) {
    int[] entered = new int[times];
    for (int i = 0; i < times; i++) {
      entered[i] = limit.enter(() -> false);
    }
    return entered;
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      limit.succeeded();
    }
  }
}
