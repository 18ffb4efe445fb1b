package io.github.ocimaven.registry.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
      limit.overloaded(limit.enter());
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
    var unused = one.enter();
    CountDownLatch in = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              var unusedToo = one.enter();
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
    var unused = one.enter();
    Thread.currentThread().interrupt();

    assertThatThrownBy(one::enter).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private int[] enter(int times) {
    int[] entered = new int[times];
    for (int i = 0; i < times; i++) {
      entered[i] = limit.enter();
    }
    return entered;
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      limit.succeeded();
    }
  }
}
