package io.github.ocimaven.mojo.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.mojo.RecordedLog;
import io.github.ocimaven.registry.Transience.Pause;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How retries are logged. */
class LogListenerTest {

  private final RecordedLog log = new RecordedLog();
  private final LogListener listener = new LogListener(log, false, now -> ProgressDisplay.NONE);

  @Test
  void logsARetry() {
    retry(null);

    assertThat(log.lines())
        .containsExactly(
            "WARN Could not upload blob b to ghcr.io/acme/app (429): attempt 2 of 5 in 1.5 s");
  }

  @Test
  void logsAPauseOnce() {
    retry(pause(true, Duration.ofMillis(1500)));
    retry(pause(false, Duration.ofMillis(1500)));
    retry(pause(false, Duration.ofMillis(1500)));

    assertThat(log.lines())
        .containsExactly(
            "WARN Could not upload blob b to ghcr.io/acme/app (429): attempt 2 of 5 in 1.5 s;"
                + " until then, no request is sent to ghcr.io",
            "DEBUG Could not upload blob b to ghcr.io/acme/app (429): attempt 2 of 5 in 1.5 s",
            "DEBUG Could not upload blob b to ghcr.io/acme/app (429): attempt 2 of 5 in 1.5 s");
  }

  @Test
  void doesNotClaimThatRequestsWaitForNoTime() {
    retry(pause(true, Duration.ZERO));

    assertThat(log.lines())
        .containsExactly(
            "WARN Could not upload blob b to ghcr.io/acme/app (429): attempt 2 of 5 in 1.5 s");
  }

  private static Pause pause(boolean begins, Duration left) {
    return new Pause("ghcr.io", begins, left, left);
  }

  private void retry(@Nullable Pause pause) {
    listener.retrying(
        new Retry(
            "upload blob b to ghcr.io/acme/app", "429", 2, 5, Duration.ofMillis(1500), pause));
  }
}
