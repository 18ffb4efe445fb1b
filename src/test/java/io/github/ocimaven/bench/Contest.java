package io.github.ocimaven.bench;

import io.github.ocimaven.bench.Destination.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs the same work repeatedly for all contestants. Each push gets its own registry process. A
 * contestant that fails is out; one that has exceeded the time limit for this case gets no more
 * rounds.
 */
final class Contest {

  private final Workload workload;
  private final Work work;
  private final Testbed testbed;
  private final Settings settings;

  Contest(Workload workload, Work work, Testbed testbed, Settings settings) {
    this.workload = workload;
    this.work = work;
    this.testbed = testbed;
    this.settings = settings;
  }

  /** Runs all rounds. */
  Outcome run(List<Contestant> contestants) throws IOException, InterruptedException {
    List<Score> scores = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    for (Contestant contestant : contestants) {
      if (contestant.canDo(work)) {
        Turn turn = new Turn(contestant, new Score(contestant));
        turns.add(turn);
        scores.add(turn.score());
      }
    }
    try {
      for (int round = 0; round < settings.rounds(); round++) {
        for (Turn turn : turns) {
          turn.take(round);
        }
        // The first contestant may find the disk idle, so let each be first in turn.
        Collections.rotate(turns, 1);
      }
    } finally {
      turns.forEach(turn -> turn.contestant().close());
    }
    return new Outcome(
        testbed.network(),
        workload,
        work.distinctBytes(),
        scores,
        turns.isEmpty() || work.isReactor() ? "" : profile(scores));
  }

  private String profile(List<Score> scores) throws InterruptedException {
    boolean oursTookPart =
        scores.stream().anyMatch(score -> score.role() == Role.OUR_COLD_ENGINE && score.counts());
    if (!oursTookPart) {
      return "";
    }
    try (Destination destination = testbed.start()) {
      prepare(destination);
      return Profile.of(work, destination);
    } catch (IOException | RuntimeException e) {
      return "There is no profile: " + e.getMessage() + "\n";
    }
  }

  /** One round of a contestant. */
  private final class Turn {

    private final Contestant contestant;
    private final Score score;

    Turn(Contestant contestant, Score score) {
      this.contestant = contestant;
      this.score = score;
    }

    Contestant contestant() {
      return contestant;
    }

    Score score() {
      return score;
    }

    void take(int round) throws InterruptedException {
      if (score.failure().isPresent() || score.wallNanos() > settings.patience().toNanos()) {
        return;
      }
      try {
        for (int i = 0; round == 0 && i < contestant.untimedPushes(); i++) {
          push(contestant);
        }
        score.add(push(contestant));
        Log.say("  %d. %s: %.2f s", round + 1, contestant.name(), last());
      } catch (IOException | RuntimeException | AssertionError e) {
        if (Thread.interrupted()) {
          throw new InterruptedException(
              e.toString()); // Ctrl-C, which is not a failure of the contestant.
        }
        score.fail(e);
        Log.say("  %s failed: %s", contestant.name(), score.failure().orElseThrow());
      }
    }

    private double last() {
      List<Sample> samples = score.samples();
      return samples.get(samples.size() - 1).push().nanos() / 1e9;
    }
  }

  private Sample push(Contestant contestant) throws IOException, InterruptedException {
    contestant.reset(work);
    try (Destination destination = testbed.start()) {
      prepare(destination);
      if (work.again()) {
        contestant.push(work, destination);
      }
      Traffic before = destination.traffic();
      long cpu = destination.cpuNanos();
      Measurement measurement = contestant.push(work, destination);
      long registryCpu = destination.cpuNanos() - cpu;
      Traffic traffic = destination.traffic().since(before);
      for (BenchImage image : work.images()) {
        destination.verify(image.repository(), image, contestant.isExact());
      }
      return new Sample(measurement, registryCpu, traffic);
    }
  }

  /** Pushes the images that the registry has beforehand. */
  private void prepare(Destination destination) {
    for (BenchImage image : work.before()) {
      OurEngine.push(
          PushOrder.of(image, destination).directlyTo(destination.registry().hostAndPort()));
    }
  }
}
