package io.github.ocimaven.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.PushInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

  private static <R> List<R> map(int threads, List<Integer> items, Function<Integer, R> function) {
    try (Workers workers = new Workers("test", new Limit(threads))) {
      return workers.map(Bottleneck.LATENCY, items, item -> item, function);
    }
  }

  @Test
  void reportsTheFirstFailureWhateverFailsBecauseOfIt() {
    List<Integer> items = IntStream.range(0, 300).boxed().toList();
    for (int round = 0; round < 200; round++) {
      try (Workers workers = new Workers("test", new Limit(8))) {
        items.forEach(
            item ->
                workers.submit(
                    Bottleneck.LATENCY,
                    0,
                    () -> {
                      if (item == 20) {
                        throw new IllegalStateException("the reason");
                      }
                      workers.requireRunning();
                    }));
        assertThatThrownBy(workers::await)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the reason");
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

  @Test
  void doesWhatThereIsRoomForInTheGaps() {
    Queue<String> begun = new ConcurrentLinkedQueue<>();
    CountDownLatch smallOnesDone = new CountDownLatch(3);
    try (Workers workers = new Workers("test", new Limit(5))) {
      for (int i = 0; i < 6; i++) {
        workers.submit(
            Bottleneck.BANDWIDTH,
            100,
            () -> {
              begun.add("large");
              assertThat(await(smallOnesDone)).isTrue();
            });
      }
      for (int i = 0; i < 3; i++) {
        workers.submit(
            Bottleneck.LATENCY,
            1,
            () -> {
              begun.add("small");
              smallOnesDone.countDown();
            });
      }
      workers.await();
    }

    assertThat(begun).hasSize(9);
    assertThat(List.copyOf(begun).subList(0, 7)).contains("small", "small", "small");
  }

  @Test
  void beginsATaskThatWaitsForSomethingWithoutKeepingAThreadWaiting() {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    Queue<String> done = new ConcurrentLinkedQueue<>();
    try (Workers workers = new Workers("test", new Limit(1))) {
      workers.submitAfter(signal, Bottleneck.BANDWIDTH, 100, () -> done.add("later"));
      workers.submit(
          Bottleneck.BANDWIDTH,
          1,
          () -> {
            done.add("now");
            signal.completeExceptionally(new IllegalStateException("whatever it is"));
          });
      workers.await();
    }

    assertThat(done).containsExactly("now", "later");
  }

  @Test
  void sharesALimitWithOthers() throws InterruptedException {
    Limit limit = new Limit(3);
    AtomicInteger inWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          new Thread(
              () -> {
                try (Workers workers = new Workers("test", limit)) {
                  for (int task = 0; task < 50; task++) {
                    workers.submit(
                        Bottleneck.LATENCY,
                        0,
                        () -> {
                          most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                          LockSupport.parkNanos(10_000);
                          inWork.decrementAndGet();
                        });
                  }
                  workers.await();
                }
              }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(most.get()).isBetween(1, 3);
    assertThat(limit.tryEnter(Bottleneck.LATENCY)).isTrue();
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
            PushInterruptedException.class, e -> assertThat(e.isUserFixable()).isFalse())
        .hasMessageStartingWith("Cannot finish ");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.await(0, TimeUnit.SECONDS)).isTrue();
  }
}
