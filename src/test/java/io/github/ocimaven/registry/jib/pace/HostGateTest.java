package io.github.ocimaven.registry.jib.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.Transience.Pause;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostGateTest {

  private static final Duration MOST = Duration.ofSeconds(30);

  private final AtomicLong clock = new AtomicLong(42);
  private final HostGate gate = new HostGate("ghcr.io", clock::get);

  @Test
  void isOpenAtFirst() throws InterruptedException {
    assertThat(gate.enter(0, TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void reportsThePause() {
    Duration second = Duration.ofSeconds(1);

    assertThat(gate.close(second, Duration.ZERO, MOST))
        .isEqualTo(new Pause("ghcr.io", true, second, second));
    clock.addAndGet(second.dividedBy(4).toNanos());
    assertThat(gate.close(second, second, MOST))
        .isEqualTo(new Pause("ghcr.io", false, second, second.dividedBy(4)));
    assertThat(gate.close(second, Duration.ZERO, MOST))
        .isEqualTo(new Pause("ghcr.io", false, second, Duration.ZERO));
  }

  @Test
  void holdsRequestsBackUntilThePauseIsOver() throws InterruptedException {
    var unused = gate.close(Duration.ofSeconds(1), Duration.ZERO, MOST);

    assertThat(gate.enter(0, TimeUnit.MILLISECONDS)).isFalse();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(gate.enter(0, TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void waitsByItself() throws InterruptedException {
    HostGate real = new HostGate("ghcr.io", System::nanoTime);
    long begin = System.nanoTime();
    var unused = real.close(Duration.ofMillis(100), Duration.ZERO, MOST);

    assertThat(real.enter(20, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(real.enter(20, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(100_000_000);
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    HostGate real = new HostGate("ghcr.io", System::nanoTime);
    var unused = real.close(MOST, MOST, MOST);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> real.enter(1, TimeUnit.HOURS))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void thereIsOneForEachHost() throws MalformedURLException {
    HostGates gates = new HostGates();

    assertThat(gates.of(new URL("https://Ghcr.io/v2/")))
        .isSameAs(gates.of("ghcr.io", 443))
        .isSameAs(gates.of("ghcr.io", -1))
        .isNotSameAs(gates.of("ghcr.io", 5000));
    assertThat(gates.of(new URL("http://[::1]:5000/")))
        .isSameAs(gates.of("::1", 5000))
        .isNotSameAs(gates.of("::1", 5001));
    var pause = gates.of("::1", 5000).close(Duration.ZERO, Duration.ZERO, MOST);
    assertThat(pause.host()).isEqualTo("[::1]:5000");
  }
}
