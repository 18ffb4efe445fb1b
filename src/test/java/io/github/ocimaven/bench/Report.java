package io.github.ocimaven.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The report, in Markdown.
 *
 * @param outcomes of all contests
 * @param settings the settings
 * @param machine the machine that it was measured on
 * @param versions the versions of the contestants
 * @param missing the contestants that could not take part
 * @param comparisons the additional measurements, each a section
 */
record Report(
    List<Outcome> outcomes,
    Settings settings,
    String machine,
    List<String> versions,
    List<String> missing,
    String comparisons) {

  private static final String NOTHING = "–";

  private static final String INTRODUCTION =
      """
      # Push benchmark

      %s, %s. %s. Not installed: %s.

      Seconds; medians of %d, with minimum and maximum. [n] is the number of pushes of those that
      took part in fewer rounds, because theirs had taken more than %d s of a case. Contestants
      alternate, and take turns in coming first. Each push goes to a new docker-registry with an
      empty storage. All images are in the page cache, all layers are incompressible, but for the class
      files. After each push the registry's storage is read: the tag must name the image, and all
      its blobs must be there.

      - "our engine": timed from before the source is opened until the tag is confirmed, in a JVM with
        %s that was started before. "cold" is the JVM's first push, "warm" a later one.
      - "our mvn push", "our mvn -T4 push", "mvn jib:build": all of Maven, from start to end. Jib can't
        push an image as it is; it pushes a project without classes, with the image as its base.
      - skopeo, crane, oras, regctl: the whole process, with its default concurrency. In a reactor one
        process for each module, in sequence.
      - "jib-core client": `checkBlob` and `pushBlob` of jib-core's RegistryClient from 8 threads, then
        `pushManifest`; "Jib.from(TarImage)" has the same image as a docker-save archive. Each in a
        JVM of its own, as ours, but with the heap that it wants.
      - curl: what is left of a push without its thinking. It is told which blobs are lacking, hashes
        nothing, and sends POST, PUT (4 at once if some are larger than 4 MiB, else 16) and the manifest,
        in three processes. An unchanged image is one HEAD.

      The networks with a round trip have a link between client and registry, a process of its own that
      delays all bytes, and a new connection by another round trip; TLS is docker-registry's own.
      Its HTTP/2, whose windows let some 25 MiB/s through at 40 ms, is %s.
      As the registry's address is a loopback address, our engine asks it first whether it speaks plain
      HTTP: two round trips of 40 ms that no other registry costs.

      """;

  Report {
    outcomes = List.copyOf(outcomes);
    versions = List.copyOf(versions);
    missing = List.copyOf(missing);
  }

  /** The same with these outcomes. */
  Report with(List<Outcome> others) {
    return new Report(others, settings, machine, versions, missing, comparisons);
  }

  /** The same with these comparisons. */
  Report with(String others) {
    return new Report(outcomes, settings, machine, versions, missing, others);
  }

  /** Writes all of it. */
  String write() {
    return INTRODUCTION.formatted(
            LocalDate.now(ZoneOffset.UTC),
            machine,
            String.join(", ", versions),
            missing.isEmpty() ? "nothing" : String.join(", ", missing),
            settings.rounds(),
            settings.patience().toSeconds(),
            EngineContestant.HEAP,
            settings.http2() ? "on" : "off: it would slow large layers down")
        + aims()
        + losses()
        + settings.networks().stream().map(this::network).collect(Collectors.joining())
        + profiles()
        + comparisons;
  }

  private String aims() {
    List<Aim> aims = Aim.check(outcomes);
    return "## Aims\n\n"
        + (aims.isEmpty()
            ? "Nothing was measured that they speak of.\n"
            : aims.stream()
                .map(Aim::row)
                .collect(
                    Collectors.joining(
                        "",
                        "| network | case | aim | | measured | |\n|---|---|---|---|---|---|\n",
                        "")))
        + "\n";
  }

  private String losses() {
    List<String> losses = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (Score ours : outcome.ours()) {
        OptionalDouble ratio = Outcome.ratio(ours, outcome.bestPeer(ours));
        if (ratio.orElse(0) > 1) {
          losses.add(
              String.format(
                  Locale.ROOT,
                  "- %s, %s: %s takes %.2f s, %s %.2f s, %.2f times as long.%n",
                  outcome.network().title(),
                  outcome.workload().name(),
                  ours.name(),
                  ours.seconds(),
                  outcome.bestPeer(ours).orElseThrow().name(),
                  outcome.bestPeer(ours).orElseThrow().seconds(),
                  ratio.getAsDouble()));
        }
      }
    }
    return "## Where we lose\n\n"
        + "The engine against commands and jib-core, the goal against commands and `jib:build`.\n\n"
        + (losses.isEmpty() ? "Nowhere in this run.\n" : String.join("", losses))
        + "\n";
  }

  private String network(Network network) {
    List<Outcome> here = outcomes.stream().filter(outcome -> outcome.network() == network).toList();
    if (here.isEmpty()) {
      return "";
    }
    List<String> names =
        here.stream()
            .flatMap(outcome -> outcome.scores().stream())
            .map(Score::name)
            .distinct()
            .toList();
    StringBuilder text = new StringBuilder("## " + network.title() + "\n\n");
    text.append("| case |");
    names.forEach(name -> text.append(' ').append(name).append(" |"));
    text.append("\n|---|").append("---|".repeat(names.size())).append('\n');
    for (Outcome outcome : here) {
      text.append("| ").append(outcome.workload().name()).append(" |");
      names.forEach(name -> text.append(' ').append(time(outcome, name)).append(" |"));
      text.append('\n');
    }
    return text.append('\n').append(details(here)).append(failures(here)).toString();
  }

  private String time(Outcome outcome, String name) {
    boolean failed = outcome.failures().stream().anyMatch(entry -> entry.getKey().equals(name));
    return failed ? "failed" : outcome.score(name).map(this::time).orElse(NOTHING);
  }

  private String time(Score score) {
    int pushes = score.samples().size();
    return score.times().describe() + (pushes < settings.rounds() ? " [" + pushes + "]" : "");
  }

  /** One line for each of our contestants: its rivals, and its costs. */
  private static String details(List<Outcome> here) {
    StringBuilder text =
        new StringBuilder(
            """
            | case | | best peer | ours ÷ best peer | ours ÷ curl | requests | best peer's | bytes sent \
            ÷ distinct | our CPU | registry's CPU | best peer's | peak heap |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    for (Outcome outcome : here) {
      for (Score ours : outcome.ours()) {
        var peer = outcome.bestPeer(ours);
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %d | %s | %.3f | %s | %s | %s | %s |%n",
                outcome.workload().name(),
                ours.name(),
                peer.map(Score::name).orElse(NOTHING),
                ratio(Outcome.ratio(ours, peer)),
                ratio(Outcome.ratio(ours, outcome.best(Role.FLOOR::equals))),
                ours.requests(),
                peer.map(score -> Long.toString(score.requests())).orElse(NOTHING),
                ours.bytes() / (double) outcome.distinctBytes(),
                ours.cpu().describe(),
                ours.registryCpu().describe(),
                peer.map(score -> score.registryCpu().describe()).orElse(NOTHING),
                ours.role().isOurEngine() ? (ours.peakHeapBytes() >> 20) + " MiB" : NOTHING));
      }
    }
    return text.append('\n').toString();
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
  }

  private static String failures(List<Outcome> here) {
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : here) {
      for (Map.Entry<String, String> failure : outcome.failures()) {
        text.append(
            String.format(
                "- %s: %s failed: %s%n",
                outcome.workload().name(), failure.getKey(), failure.getValue()));
      }
    }
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  /** Returns the profiles of the cases in which our engine has missed an aim. */
  private String profiles() {
    String text =
        Aim.check(outcomes).stream()
            .filter(aim -> !aim.isMet())
            .map(Aim::outcome)
            .distinct()
            .filter(outcome -> !outcome.profile().isEmpty())
            .map(
                outcome ->
                    "### "
                        + outcome.network().title()
                        + ": "
                        + outcome.workload().name()
                        + "\n\n"
                        + outcome.profile()
                        + "\n")
            .collect(Collectors.joining());
    return text.isEmpty() ? "" : "## Profiles of what missed its aim\n\n" + text;
  }
}
