package io.github.ocimaven.registry.jib.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {

  @Test
  void fewThreadsSendManyLastRequests() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger sent = new AtomicInteger();
    try (InFlight inFlight = new InFlight(60_000)) {
      inFlight.sendLast(
          Collections.nCopies(
              500,
              () -> {
                threads.add(Thread.currentThread());
                sent.incrementAndGet();
                throw new IllegalStateException("goes nowhere");
              }));
    }

    assertThat(sent).hasValue(500);
    assertThat(threads).hasSizeLessThanOrEqualTo(16);
  }
}
