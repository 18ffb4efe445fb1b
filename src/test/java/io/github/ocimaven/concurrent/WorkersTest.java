package io.github.ocimaven.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.PushInterruptedException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {

  private static <R> List<R> map(int threads, List<Integer> items, Function<Integer, R> function) {
    try (Workers workers = new Workers("test", threads)) {
      return workers.map(items, item -> item, function);
    }
  }

  @Test
  void reportsTheFirstFailureWhateverFailsBecauseOfIt() {
    List<Integer> items = IntStream.range(0, 300).boxed().toList();
    for (int round = 0; round < 200; round++) {
      try (Workers workers = new Workers("test", 8)) {
        assertThatThrownBy(
                () ->
                    workers.forEach(
                        items,
                        item -> {
                          if (item == 20) {
                            throw new IllegalStateException("the reason");
                          }
                        }))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void beginsWithTheHeaviestAndKeepsTheOrder() {
    Queue<Integer> begun = new ConcurrentLinkedQueue<>();

    List<String> results =
        map(
            1,
            List.of(3, 1, 9, 3, 7),
            item -> {
              begun.add(item);
              return "result " + item;
            });

    assertThat(begun).containsExactly(9, 7, 3, 3, 1);
    assertThat(results).containsExactly("result 3", "result 1", "result 9", "result 3", "result 7");
  }

  @Test
  void usesSeveralThreads() {
    CountDownLatch both = new CountDownLatch(2);

    List<Boolean> met =
        map(
            2,
            List.of(1, 2),
            item -> {
              both.countDown();
              return await(both);
            });

    assertThat(met).containsExactly(true, true);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void passesOnWhatATaskThrows() {
    assertThatThrownBy(
            () ->
                map(
                    1,
                    List.of(1),
                    item -> {
                      throw new IllegalArgumentException("a bug");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bug");
  }

  @Test
  @Timeout(20)
  void stopsItsThreadsWhenItIsInterrupted() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(2);
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                map(
                    2,
                    List.of(1, 2, 3, 4),
                    item -> {
                      if (begun.incrementAndGet() == 2) {
                        caller.interrupt();
                      }
                      boolean unused = await(new CountDownLatch(1));
                      ended.countDown();
                      return item;
                    }))
        .isInstanceOfSatisfying(
            PushInterruptedException.class, e -> assertThat(e.isMendable()).isFalse())
        .hasMessageStartingWith("Cannot finish ");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.await(0, TimeUnit.SECONDS)).isTrue();
  }
}
