package io.github.ocimaven.registry.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryingRepositoryTest {

  private static final long MEBIBYTE = 1024 * 1024;

  private static final Target TARGET = new Target("registry:5000", "acme/app", List.of("1.0"));
  private static final Transience RESET = new Transience(Kind.PASSING, "connection broken");
  private static final Transience BUSY = new Transience(Kind.OVERLOADED, "503");
  private static final Transience ABSENT = new Transience(Kind.ABSENT, "no connection");

  private final InMemoryRepository registry = new InMemoryRepository();
  private final List<Retry> retries = new CopyOnWriteArrayList<>();

  @Test
  void triesAgainWhatPasses() {
    fail(RESET, BUSY);

    assertThat(open(3, Duration.ZERO).manifestDigest(ManifestName.tag("1.0"))).isEmpty();

    assertThat(registry.calls()).hasSize(3);
    assertThat(retries)
        .containsExactly(
            new Retry("look for 1.0", "connection broken", 2, 3, Duration.ZERO),
            new Retry("look for 1.0", "503", 3, 3, Duration.ZERO));
  }

  @Test
  void saysHowOftenItWasTriedWhenItGivesUp() {
    fail(RESET, RESET, BUSY);

    assertThatThrownBy(() -> open(3, Duration.ZERO).manifestDigest(ManifestName.tag("1.0")))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "Cannot look for 1.0: 503; gave up after 3 attempts in 0 s; 'retries'"
                + " allows more");
    assertThat(registry.calls()).hasSize(3);
  }

  @Test
  void triesOnceWhatDoesNotPass() {
    registry.intercept(
        call -> {
          throw new RegistryException("look for 1.0", Reason.DENIED, 403, "no", null);
        });

    assertThatThrownBy(() -> open(3, Duration.ZERO).manifestDigest(ManifestName.tag("1.0")))
        .hasMessage("Cannot look for 1.0: no");
    assertThat(registry.calls()).hasSize(1);
    assertThat(retries).isEmpty();
  }

  @Test
  void triesOnceWhereThatIsAllThatIsAllowed() {
    fail(RESET);

    assertThatThrownBy(() -> open(1, Duration.ZERO).manifestDigest(ManifestName.tag("1.0")))
        .hasMessage("Cannot look for 1.0: connection broken");
    assertThat(retries).isEmpty();
  }

  @Test
  void takesAnAbsentRegistryForAWrongNameInTheBeginning() {
    fail(ABSENT);

    assertThatThrownBy(() -> open(3, Duration.ZERO).manifestDigest(ManifestName.tag("1.0")))
        .hasMessage("Cannot look for 1.0: no connection");
  }

  @Test
  void waitsForARegistryThatWasThereBefore() {
    Repository retrying = open(3, Duration.ZERO);
    assertThat(retrying.manifestDigest(ManifestName.tag("1.0"))).isEmpty();
    fail(ABSENT, ABSENT);

    assertThat(retrying.manifestDigest(ManifestName.tag("1.0"))).isEmpty();
  }

  @Test
  void triesToOpenAgain() {
    Iterator<RuntimeException> failures = failures(RESET).iterator();
    var registries =
        new RetryingRepositories(
            target -> {
              if (failures.hasNext()) {
                throw failures.next();
              }
              return registry;
            },
            new RetrySettings(2, Duration.ZERO),
            2,
            retries::add);

    assertThat(registries.open(TARGET).manifestDigest(ManifestName.tag("1.0"))).isEmpty();
  }

  @Test
  void waitsAsLongAsTheRegistryAsksUpToTheLimit() {
    fail(
        new Transience(Kind.OVERLOADED, "429", Duration.ofMillis(30)),
        new Transience(Kind.OVERLOADED, "429", Duration.ofHours(1)));

    assertThat(open(3, Duration.ofMillis(40)).manifestDigest(ManifestName.tag("1.0"))).isEmpty();

    assertThat(retries.get(0).delay()).isBetween(Duration.ofMillis(30), Duration.ofMillis(40));
    assertThat(retries.get(1).delay()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void waitsExponentiallyWithFullJitter() {
    RetrySettings settings = new RetrySettings(10, Duration.ofSeconds(30));
    List<List<Long>> waits = new ArrayList<>();
    for (int sample = 0; sample < 2000; sample++) {
      Attempts attempts = new Attempts(settings);
      List<Long> of = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Duration wait = attempts.failed(RESET, new RetryBudget(settings.budget()));
        of.add(wait == null ? -1 : wait.toMillis());
      }
      waits.add(of);
    }

    long[] ceilings = {2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
    for (int i = 0; i < ceilings.length; i++) {
      int nth = i;
      assertThat(waits).allSatisfy(of -> assertThat(of.get(nth)).isBetween(0L, ceilings[nth]));
      double average = waits.stream().mapToLong(of -> of.get(nth)).average().orElse(0);
      assertThat(average).isCloseTo(ceilings[i] / 2.0, within(ceilings[i] * 0.05));
    }
  }

  @Test
  void stopsWhenAllWaitsTogetherAreUsedUp() {
    registry.intercept(
        call -> {
          throw failure(BUSY);
        });
    RetrySettings settings = new RetrySettings(1000, Duration.ofMillis(1));
    RetryBudget budget = new RetryBudget(Duration.ofMillis(5));
    Repository retrying =
        new RetryingRepository(
            registry, new Retrying(settings, budget, new AdaptiveLimit(1), retries::add));

    assertThatThrownBy(() -> retrying.manifestDigest(ManifestName.tag("1.0")))
        .hasMessageContaining("gave up after")
        .hasMessageContaining("the waits of a push are limited to 0 s in total");
  }

  @Test
  void saysThatAllWaitsWereUsedUpByOthers() {
    fail(new Transience(Kind.OVERLOADED, "429", Duration.ofMillis(1)));
    RetrySettings settings = new RetrySettings(3, Duration.ofMillis(1));
    Repository retrying =
        new RetryingRepository(
            registry,
            new Retrying(
                settings, new RetryBudget(Duration.ZERO), new AdaptiveLimit(1), retries::add));

    assertThatThrownBy(() -> retrying.manifestDigest(ManifestName.tag("1.0")))
        .hasMessage(
            "Cannot look for 1.0: 429; gave up after 1 attempt in 0 s: the waits of a push are"
                + " limited to 0 s in total");
  }

  @Test
  void countsTheWaitsForAllDestinationsTogether() {
    AtomicInteger calls = new AtomicInteger();
    registry.intercept(
        call -> {
          if (calls.incrementAndGet() % 2 == 1) {
            throw failure(new Transience(Kind.OVERLOADED, "429", Duration.ofHours(1)));
          }
        });
    RetrySettings settings = new RetrySettings(2, Duration.ofMillis(1));
    var registries = new RetryingRepositories(target -> registry, settings, 2, retries::add);

    for (int waits = 0; waits < settings.budget().toMillis(); waits++) {
      assertThat(registries.open(TARGET).manifestDigest(ManifestName.tag("1.0"))).isEmpty();
    }
    assertThatThrownBy(() -> registries.open(TARGET).manifestDigest(ManifestName.tag("1.0")))
        .hasMessageContaining("429");
  }

  @Test
  void forgetsFailuresOfAnUploadThatGetsOn() {
    Attempts attempts = new Attempts(new RetrySettings(2, Duration.ZERO));

    assertThat(List.of(0, 1, 2, 3)).allMatch(start -> breaksButGoesOn(attempts, start));
    assertThat(breaksButGoesOn(attempts, 3)).isFalse();
  }

  @Test
  void forgetsNoFailureOfAnUploadThatStartsFurtherBack() {
    Attempts attempts = new Attempts(new RetrySettings(3, Duration.ZERO));

    assertThat(List.of(20, 0)).allMatch(start -> breaksButGoesOn(attempts, start));
    assertThat(breaksButGoesOn(attempts, 10)).isFalse();
  }

  @Test
  void remembersFailuresOfAnUploadThatHardlyGetsOn() {
    Attempts attempts = new Attempts(new RetrySettings(2, Duration.ZERO));
    LongConsumer first = attempts.watching(bytes -> {});
    first.accept(0);
    attempts.failed(RESET, new RetryBudget(Duration.ZERO));
    attempts.begin();
    attempts.watching(bytes -> {}).accept(MEBIBYTE - 1);

    assertThat(attempts.failed(RESET, new RetryBudget(Duration.ZERO))).isNull();
  }

  private static boolean breaksButGoesOn(Attempts attempts, long start) {
    attempts.begin();
    LongConsumer sent = attempts.watching(bytes -> {});
    sent.accept(start * MEBIBYTE);
    sent.accept(start * MEBIBYTE + 100);
    return attempts.failed(RESET, new RetryBudget(Duration.ZERO)) != null;
  }

  @Test
  void lowersHowManyAreInFlightWhenTheRegistryIsOverloadedAndRaisesItAgain() {
    AdaptiveLimit limit = new AdaptiveLimit(8);
    fail(BUSY);
    Retrying retrying =
        new Retrying(
            new RetrySettings(2, Duration.ZERO),
            new RetryBudget(Duration.ZERO),
            limit,
            retry -> {});

    Repository overloaded = new RetryingRepository(registry, retrying);
    assertThat(overloaded.manifestDigest(ManifestName.tag("1.0"))).isEmpty();

    assertThat(limit.allowed()).isLessThan(8);
    for (int i = 0; i < 100; i++) {
      assertThat(overloaded.manifestDigest(ManifestName.tag("1.0"))).isEmpty();
    }
    assertThat(limit.allowed()).isEqualTo(8);
  }

  @Test
  void endsWithTheThreadsInterruption() {
    fail(RESET);
    Repository retrying = open(3, Duration.ofSeconds(30));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> retrying.manifestDigest(ManifestName.tag("1.0")))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void endsWithTheThreadsInterruptionWhileItWaits() {
    Thread caller = Thread.currentThread();
    fail(new Transience(Kind.OVERLOADED, "429", Duration.ofHours(1)));
    var registries =
        new RetryingRepositories(
            target -> registry,
            new RetrySettings(3, Duration.ofHours(1)),
            2,
            retry -> interruptOnceItSleeps(caller));

    assertThatThrownBy(() -> registries.open(TARGET).manifestDigest(ManifestName.tag("1.0")))
        .isInstanceOf(CancellationException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(registry.calls()).hasSize(1);
  }

  private static void interruptOnceItSleeps(Thread sleeper) {
    Thread interrupter =
        new Thread(
            () -> {
              while (sleeper.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              sleeper.interrupt();
            });
    interrupter.start();
  }

  @Test
  void triesOnceWhatFailsForAnotherReasonThanTheRegistry() {
    registry.intercept(
        call -> {
          throw new IllegalStateException("ours");
        });

    assertThatThrownBy(() -> open(3, Duration.ZERO).manifestDigest(ManifestName.tag("1.0")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ours");
    assertThat(registry.calls()).hasSize(1);
  }

  private Repository open(int attempts, Duration maxDelay) {
    return new RetryingRepositories(
            target -> registry, new RetrySettings(attempts, maxDelay), 2, retries::add)
        .open(TARGET);
  }

  private void fail(Transience... transiences) {
    Iterator<RuntimeException> failures = failures(transiences).iterator();
    registry.intercept(call -> throwNext(failures));
  }

  private static void throwNext(Iterator<RuntimeException> failures) {
    if (failures.hasNext()) {
      throw failures.next();
    }
  }

  private static List<RuntimeException> failures(Transience... transiences) {
    return Stream.of(transiences).<RuntimeException>map(RetryingRepositoryTest::failure).toList();
  }

  private static RegistryException failure(Transience transience) {
    return new RegistryException(
        "look for 1.0", Reason.REFUSED, 0, transience.symptom(), transience, Set.of(), null);
  }
}
