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
 * What a contest has shown.
 *
 * @param network where it was
 * @param workload what was pushed
 * @param distinctBytes how many bytes that is, each blob counted once
 * @param scores in the order of the contestants
 * @param profile of one more cold push of our engine; empty where there was none
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

  /** Those of ours that have a result. */
  List<Score> ours() {
    return counting().filter(score -> score.role().isOurs()).toList();
  }

  /** The fastest of those that one of ours is compared with. */
  Optional<Score> bestPeer(Score ours) {
    return best(ours.role() == Role.OUR_GOAL ? Role::isPeerOfGoal : Role::isPeerOfEngine);
  }

  /** How many times as long as another one it takes. */
  static OptionalDouble ratio(Score score, Optional<Score> other) {
    return other.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(score.seconds() / other.get().seconds());
  }

  /** Why contestants have no result, by their names. */
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
