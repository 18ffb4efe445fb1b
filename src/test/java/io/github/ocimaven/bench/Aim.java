package io.github.ocimaven.bench;

import io.github.ocimaven.bench.Workload.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A performance goal of this project, and whether it was reached.
 *
 * @param limit the largest value that reaches the goal
 * @param outcome the outcome in which the value was measured
 */
record Aim(String text, double limit, double measured, Outcome outcome) {

  private static final long LARGE_BYTES = 256L << 20;

  boolean isMet() {
    return measured <= limit;
  }

  /** All goals that the outcomes apply to. */
  static List<Aim> check(List<Outcome> outcomes) {
    List<Aim> aims = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (Score ours : outcome.ours()) {
        if (ours.role().isOurEngine()) {
          checkEngine(outcome, ours, aims);
        } else {
          checkGoal(outcome, ours, aims);
        }
      }
    }
    return aims;
  }

  private static void checkEngine(Outcome outcome, Score ours, List<Aim> aims) {
    Network network = outcome.network();
    if (outcome.kind() == Kind.LARGE_LAYERS && network == Network.LOOPBACK) {
      add(aims, outcome, ours, outcome.best(Role.FLOOR::equals), 1.15);
      add(aims, outcome, ours, outcome.bestPeer(ours), 0.7);
    }
    if (outcome.kind() == Kind.SMALL_LAYERS && network == Network.TLS40) {
      add(aims, outcome, ours, outcome.bestPeer(ours), 0.6);
      add(aims, outcome, ours, outcome.score(Contestants.JIB_CLIENT), 0.25);
    }
    if (outcome.kind() == Kind.UNCHANGED && ours.role() == Role.OUR_COLD_ENGINE) {
      aims.add(new Aim("requests of an unchanged re-push", 2, ours.requests(), outcome));
    }
  }

  private static void checkGoal(Outcome outcome, Score ours, List<Aim> aims) {
    add(aims, outcome, ours, outcome.best(Role.JIB_GOAL::equals), 1);
    if (outcome.distinctBytes() >= LARGE_BYTES && outcome.kind() != Kind.REACTOR) {
      add(aims, outcome, ours, outcome.best(Role.TOOL::equals), 1);
    }
    if (outcome.kind() == Kind.REACTOR) {
      double sent = ours.bytes() / (double) outcome.distinctBytes();
      aims.add(new Aim(ours.name() + ": bytes sent ÷ distinct bytes", 1.05, sent, outcome));
      add(aims, outcome, ours, outcome.best(Role.TOOL::equals), 1);
    }
  }

  private static void add(
      List<Aim> aims, Outcome outcome, Score ours, Optional<Score> other, double limit) {
    OptionalDouble ratio = Outcome.ratio(ours, other);
    if (ratio.isPresent()) {
      String text = ours.name() + " ÷ " + other.orElseThrow().name();
      aims.add(new Aim(text, limit, ratio.getAsDouble(), outcome));
    }
  }

  /** The aim as a row of a table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | at most %s | %.2f | %s |%n",
        outcome.network().title(),
        outcome.workload().name(),
        text,
        Double.toString(limit).replaceFirst("\\.0$", ""),
        measured,
        isMet() ? "met" : "**missed**");
  }
}
