package io.github.ocimaven.bench;

import io.github.ocimaven.bench.Workload.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The outcome of a contest.
 *
 * @param network the network
 * @param workload the pushed content
 * @param distinctBytes the number of bytes, each blob counted once
 * @param scores in the order of the contestants
 * @param profile of one more cold push of our engine; empty if there was none
 */
record Outcome(
    Network network, Workload workload, long distinctBytes, List<Score> scores, String profile) {

  Outcome {
    scores = List.copyOf(scores);
  }

  Kind kind() {
    return workload.kind();
  }

  /** The contestant of a name, if it has a result. */
  Optional<Score> score(String name) {
    return counting().filter(score -> score.name().equals(name)).findFirst();
  }

  /** The fastest contestant of some roles. */
  Optional<Score> best(Predicate<Role> roles) {
    return counting()
        .filter(score -> roles.test(score.role()))
        .min(Comparator.comparingDouble(Score::seconds));
  }

  /** Our contestants that have a result. */
  List<Score> ours() {
    return counting().filter(score -> score.role().isOurs()).toList();
  }

  /** The fastest contestant that one of ours is compared with. */
  Optional<Score> bestPeer(Score ours) {
    return best(ours.role() == Role.OUR_GOAL ? Role::isPeerOfGoal : Role::isPeerOfEngine);
  }

  /** The duration as a multiple of another contestant's. */
  static OptionalDouble ratio(Score score, Optional<Score> other) {
    return other.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(score.seconds() / other.get().seconds());
  }

  /** The reasons of contestants without a result, by name. */
  List<Map.Entry<String, String>> failures() {
    return scores.stream()
        .filter(score -> score.failure().isPresent())
        .map(score -> Map.entry(score.name(), score.failure().orElseThrow()))
        .toList();
  }

  private Stream<Score> counting() {
    return scores.stream().filter(Score::counts);
  }
}
