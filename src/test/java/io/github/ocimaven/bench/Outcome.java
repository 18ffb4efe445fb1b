package io.github.ocimaven.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a contest has shown.
 *
 * @param workload what was pushed
 * @param first our pushes, each the first one of its JVM
 * @param warm our pushes in a JVM that has pushed before; may be empty
 * @param skopeo the times of skopeo
 * @param registryCpuForUs the registry's processor time while we pushed
 * @param registryCpuForSkopeo the registry's processor time while skopeo did
 */
record Outcome(
    Workload workload,
    List<PushSample> first,
    List<PushSample> warm,
    Samples skopeo,
    Samples registryCpuForUs,
    Samples registryCpuForSkopeo) {

  static final String TABLE_HEAD =
      """
      | Image | Ours, first push of a JVM | Ours, warm JVM | skopeo | first ÷ skopeo \
      | warm ÷ skopeo | Peak heap |
      |---|---|---|---|---|---|---|
      """;

  static final String DETAILS_HEAD =
      """
      | Image | Requests | CPU: first push | CPU: warm push | CPU: registry, for us \
      | CPU: registry, for skopeo |
      |---|---|---|---|---|---|
      """;

  Outcome {
    first = List.copyOf(first);
    warm = List.copyOf(warm);
  }

  /** The line for {@link #TABLE_HEAD}. */
  String tableRow() {
    long peak =
        Stream.concat(first.stream(), warm.stream())
            .mapToLong(PushSample::peakHeapBytes)
            .max()
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %d MiB |%n",
        workload.name(),
        times(first),
        times(warm),
        skopeo.describe(),
        ratio(first),
        ratio(warm),
        peak >> 20);
  }

  /** The line for {@link #DETAILS_HEAD}. */
  String detailsRow() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s |%n",
        workload.name(),
        first.get(0).requests(),
        cpu(first),
        cpu(warm),
        registryCpuForUs.describe(),
        registryCpuForSkopeo.describe());
  }

  private String ratio(List<PushSample> pushes) {
    return pushes.isEmpty()
        ? "–"
        : String.format(
            Locale.ROOT, "%.2f", samples(pushes).medianSeconds() / skopeo.medianSeconds());
  }

  private static String times(List<PushSample> pushes) {
    return pushes.isEmpty() ? "–" : samples(pushes).describe();
  }

  private static String cpu(List<PushSample> pushes) {
    return pushes.isEmpty()
        ? "–"
        : new Samples(pushes.stream().map(PushSample::cpuNanos).toList()).describe();
  }

  private static Samples samples(List<PushSample> pushes) {
    return new Samples(pushes.stream().map(PushSample::nanos).toList());
  }
}
