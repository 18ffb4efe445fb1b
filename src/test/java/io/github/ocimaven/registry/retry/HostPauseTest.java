package io.github.ocimaven.registry.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Gate;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.Transience.Pause;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations that a host has refused because of a limit. */
class HostPauseTest {

  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Duration ASKED = Duration.ofSeconds(7);

  private static final Target TARGET = new Target("registry:5000", "acme/app", List.of("1.0"));

  private static final Manifest MANIFEST =
      new Manifest(new MediaType("application/vnd.oci.image.manifest.v1+json"), new byte[1]);

  private final RegistryLimits limits = new RegistryLimits();
  private final InMemoryRepository registry = new InMemoryRepository();
  private final List<Retry> retries = new ArrayList<>();

  /** A gate that adds nothing to a pause after the first refusal, and that nothing waits for. */
  private static final class RecordedGate implements Gate {

    private final List<Duration> delays = new ArrayList<>();
    private final List<Duration> asked = new ArrayList<>();

    @Override
    public Pause close(Duration delay, Duration wanted, Duration maxDelay) {
      delays.add(delay);
      asked.add(wanted);
      boolean begins = delays.size() == 1;
      return new Pause("ghcr.io", begins, Duration.ZERO, begins ? delay : Duration.ZERO);
    }
  }

  private final RecordedGate gate = new RecordedGate();

  @Test
  void closesTheGateForAsLongAsTheHostAsks() {
    Attempts attempts = new Attempts(new RetrySettings(5, MOST));

    refuse(attempts, ASKED, 0);

    assertThat(gate.delays).containsExactly(ASKED);
    assertThat(gate.asked).containsExactly(ASKED);
  }

  @Test
  void closesTheGateNoLongerThanTheMaximum() {
    Attempts attempts = new Attempts(new RetrySettings(5, MOST));

    refuse(attempts, Duration.ofHours(1), 0);

    assertThat(gate.delays).containsExactly(MOST);
    assertThat(gate.asked).containsExactly(MOST);
  }

  @Test
  void choosesAPauseIfTheHostAsksForNone() {
    for (int i = 0; i < 100; i++) {
      refuse(new Attempts(new RetrySettings(5, MOST)), null, 0);
    }

    assertThat(gate.delays)
        .allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(Duration.ofSeconds(2)))
        .anySatisfy(delay -> assertThat(delay).isPositive());
    assertThat(gate.asked).containsOnly(Duration.ZERO);
  }

  @Test
  void pausesLongerIfNothingGetsThrough() {
    for (int i = 0; i < 100; i++) {
      Attempts attempts = new Attempts(new RetrySettings(9, MOST));
      for (int refusals = 0; refusals < 5; refusals++) {
        refuse(attempts, ASKED, 0);
      }
    }

    assertThat(gate.delays)
        .allSatisfy(delay -> assertThat(delay).isBetween(ASKED, MOST))
        .anySatisfy(delay -> assertThat(delay).isGreaterThan(ASKED));
  }

  @Test
  void countsRefusalsOnlyWhileNothingGetsThrough() {
    Attempts attempts = new Attempts(new RetrySettings(3, MOST));

    for (int successes = 0; successes < 100; successes++) {
      assertThat(refuse(attempts, ASKED, successes)).isNotNull();
      assertThat(attempts.failures()).isEqualTo(1);
    }
    assertThat(refuse(attempts, ASKED, 99)).isNotNull();
    assertThat(refuse(attempts, ASKED, 99)).isNull();
  }

  @Test
  void countsOtherFailuresEvenIfSomethingGetsThrough() {
    Attempts attempts = new Attempts(new RetrySettings(3, Duration.ZERO));
    RetryBudget budget = new RetryBudget(MOST);
    Transience broken = new Transience(Kind.PASSING, "connection broken");

    assertThat(attempts.failed(broken, budget)).isNotNull();
    assertThat(refuse(attempts, ASKED, 1)).isNotNull();
    assertThat(refuse(attempts, ASKED, 2)).isNotNull();
    assertThat(attempts.failed(broken, budget)).isNull();
  }

  @Test
  void takesAPauseFromTheBudgetOnce() {
    RetryBudget budget = new RetryBudget(ASKED);
    RetrySettings settings = new RetrySettings(5, MOST);

    assertThat(new Attempts(settings).refused(limited(ASKED), gate, 0, budget)).isNotNull();
    assertThat(new Attempts(settings).refused(limited(ASKED), gate, 0, budget)).isNotNull();
    gate.delays.clear();
    assertThat(new Attempts(settings).refused(limited(ASKED), gate, 0, budget)).isNull();
  }

  @Test
  void tellsWhichRefusalBeginsAPause() {
    AtomicInteger calls = new AtomicInteger();
    registry.intercept(
        call -> {
          if (calls.incrementAndGet() <= 2) {
            throw failure();
          }
        });

    assertThat(open(3).manifestDigest(ManifestName.tag("1.0"))).isEmpty();

    assertThat(retries).hasSize(2);
    Pause first = retries.get(0).pause();
    Pause second = retries.get(1).pause();
    assertThat(first).isNotNull();
    assertThat(first.begins()).isTrue();
    assertThat(second).isNotNull();
    assertThat(second.begins()).isFalse();
    assertThat(retries).extracting(Retry::attempt).containsExactly(2, 3);
  }

  @Test
  void goesOnAsLongAsOtherOperationsSucceed() {
    AtomicInteger calls = new AtomicInteger();
    registry.intercept(
        call -> {
          if (calls.incrementAndGet() <= 20) {
            limits.of(TARGET.registry(), 2).succeeded();
            throw failure();
          }
        });

    assertThat(open(2).manifestDigest(ManifestName.tag("1.0"))).isEmpty();

    assertThat(calls).hasValue(21);
  }

  @Test
  void doesNotCountOnReadsForAWrite() {
    AdaptiveLimit limit = limits.of(TARGET.registry(), 2);
    registry.intercept(
        call -> {
          limit.succeeded();
          throw failure();
        });

    assertThatThrownBy(() -> open(3).putManifest(ManifestName.tag("1.0"), MANIFEST))
        .hasMessageContaining("gave up after 3 attempts");
  }

  @Test
  void countsOnOtherWritesForAWrite() {
    AdaptiveLimit limit = limits.of(TARGET.registry(), 2);
    AtomicInteger calls = new AtomicInteger();
    registry.intercept(
        call -> {
          if (calls.incrementAndGet() <= 20) {
            limit.succeededToWrite();
            throw failure();
          }
        });

    assertThat(open(3).putManifest(ManifestName.tag("1.0"), MANIFEST)).isNotNull();
    assertThat(calls).hasValue(21);
  }

  @Test
  void givesUpIfNothingGetsThrough() {
    registry.intercept(
        call -> {
          throw failure();
        });

    assertThatThrownBy(() -> open(3).manifestDigest(ManifestName.tag("1.0")))
        .hasMessage(
            "Cannot look for 1.0: 429; gave up after 3 attempts in 0 s; 'retries' allows more");
    assertThat(retries).hasSize(2);
  }

  private Repository open(int attempts) {
    return new RetryingRepositories(target -> registry, settings(attempts), 2, retries::add, limits)
        .open(TARGET);
  }

  private static RetrySettings settings(int attempts) {
    return new RetrySettings(attempts, MOST);
  }

  private @Nullable Pause refuse(Attempts attempts, @Nullable Duration retryAfter, long successes) {
    return attempts.refused(
        limited(retryAfter), gate, successes, new RetryBudget(Duration.ofDays(1)));
  }

  private static Transience limited(@Nullable Duration retryAfter) {
    return new Transience(Kind.OVERLOADED, "429", retryAfter);
  }

  private RegistryException failure() {
    return new RegistryException(
            "look for 1.0", Reason.REFUSED, 429, "429", limited(ASKED), Set.of(), null)
        .closing(gate);
  }
}
