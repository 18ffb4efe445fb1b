package io.github.ocimaven.registry.jib.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleResourceTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Thing> made = new ArrayList<>();

  private final class Thing implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    Thing() {
      made.add(this);
    }

    boolean isClosed() {
      return closed.getCount() == 0;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private IdleResource<Thing> kept(Duration grace) {
    return new IdleResource<>(Thing::new, grace, timer);
  }

  @Test
  void isMadeForItsFirstUserAndSharedByTheNext() {
    IdleResource<Thing> kept = kept(LONG);
    assertThat(made).isEmpty();

    assertThat(kept.use()).isSameAs(kept.use());
    assertThat(made).hasSize(1);
  }

  @Test
  void isClosedAtOnceWithoutAGrace() {
    IdleResource<Thing> kept = kept(Duration.ZERO);
    Thing thing = kept.use();
    assertThat(kept.use()).isSameAs(thing);

    kept.leave();
    assertThat(thing.isClosed()).isFalse();
    kept.leave();
    assertThat(thing.isClosed()).isTrue();
    assertThat(kept.use()).isNotSameAs(thing);
  }

  @Test
  void isClosedAfterTheGrace() throws InterruptedException {
    IdleResource<Thing> kept = kept(Duration.ofMillis(50));
    Thing thing = kept.use();

    kept.leave();

    assertThat(thing.closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kept.use()).isNotSameAs(thing);
  }

  @Test
  void isNotClosedWhereSomebodyComesWithinTheGrace() throws InterruptedException {
    IdleResource<Thing> kept = kept(Duration.ofMillis(200));
    Thing thing = kept.use();
    kept.leave();

    assertThat(kept.use()).isSameAs(thing);

    assertThat(thing.closed.await(400, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void isClosedWhereNobodyUsesItAndOnlyThere() {
    IdleResource<Thing> kept = kept(LONG);
    Thing thing = kept.use();

    kept.closeUnused();
    assertThat(thing.isClosed()).isFalse();
    kept.leave();
    kept.closeUnused();
    assertThat(thing.isClosed()).isTrue();
  }
}
