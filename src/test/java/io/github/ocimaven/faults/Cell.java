package io.github.ocimaven.faults;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RepositoryOpener;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One fault at one step of a push, and the push that meets it.
 *
 * @param step the request at which the fault strikes
 * @param always whether it strikes each time, or only the first time
 */
record Cell(Way way, Step step, Fault fault, boolean always) {

  /** The allowed number of attempts per operation. */
  static final int ATTEMPTS = 3;

  static final String REPOSITORY = "acme/app";
  static final String TAG = "1.0";
  static final String PASSWORD = "s3cret-password";

  private static final String USER = "ci";
  private static final Credentials CI = new Credentials.Login(USER, PASSWORD, "a test");
  private static final int PARALLELISM = 4;

  /** Returns all faults at all steps where they can happen, for both ways to send blobs. */
  static List<Cell> all() {
    return Arrays.stream(Way.values()).flatMap(way -> all(way).stream()).toList();
  }

  private static List<Cell> all(Way way) {
    List<Fault> faults = Faults.all();
    return Arrays.stream(Step.values())
        .filter(way::covers)
        .flatMap(
            step ->
                faults.stream()
                    .filter(fault -> fault.applies().test(step))
                    .flatMap(
                        fault ->
                            Stream.of(
                                new Cell(way, step, fault, false),
                                new Cell(way, step, fault, true))))
        .toList();
  }

  Promise promise() {
    return Promise.of(step, fault, always);
  }

  /** Pushes, checks the outcome, and pushes again without the fault if the push failed. */
  Outcome run(FaultImage image) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().bearerAuth(USER, PASSWORD).start();
        ForeignHost elsewhere = ForeignHost.start(new Upstream(registry.port()));
        FaultProxy proxy = FaultProxy.start(new Upstream(registry.port()), elsewhere)) {
      arm(proxy);
      long begin = System.nanoTime();
      Throwable failure = push(image, proxy);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      int attempts =
          proxy.attempts(step).values().stream().mapToInt(Integer::intValue).max().orElse(0);

      Judgement judgement = new Judgement(this, image, registry);
      judgement.firstPush(failure);
      judgement.attempts(proxy);
      judgement.duration(duration);
      judgement.elsewhere(elsewhere);
      if (failure != null) {
        judgement.message(failure, proxy);
        proxy.behave();
        judgement.secondPush(push(image, proxy));
      }
      return new Outcome(this, failure, attempts, duration, judgement.problems());
    }
  }

  @Override
  public String toString() {
    return fault + " at " + step + (always ? ", always" : ", once") + ", " + way;
  }

  private void arm(FaultProxy proxy) {
    // These two requests are only sent after another request has failed.
    if (step == Step.GET_UPLOAD) {
      proxy.strikeOnce(Step.PATCH_UPLOAD, Faults.brokenBody());
    } else if (step == Step.DELETE_UPLOAD) {
      proxy.strikeAlways(way.sending(), Faults.refusal());
    }
    if (always) {
      proxy.strikeAlways(step, fault);
    } else {
      proxy.strikeOnce(step, fault);
    }
  }

  @SuppressWarnings("IllegalCatch") // the test checks that nothing else is thrown
  private @Nullable Throwable push(FaultImage image, FaultProxy proxy) {
    RepositoryOpener registries =
        new RetryingRepositories(
            Connections.as(CI)
                .connections(PARALLELISM)
                .timeout(fault.timeout())
                .wholeUpTo(way.wholeUpTo())
                .open(),
            new RetrySettings(ATTEMPTS, Duration.ZERO),
            PARALLELISM,
            RetryListener.NONE);
    Target target = new Target(proxy.hostAndPort(), REPOSITORY, List.of(TAG));
    try {
      new Pusher(registries, PushListener.NONE)
          .push(
              Requests.push(
                  image.index().directory().getParent(),
                  FaultImage.LAYOUT,
                  null,
                  List.of(target),
                  PARALLELISM,
                  false));
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }
}
