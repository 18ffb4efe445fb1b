package io.github.ocimaven.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The outcomes of all cells as a table: a row for each fault, a column for each step. */
final class MatrixReport {

  private MatrixReport() {}

  /** Returns the tables, followed by the problems, in Markdown. */
  static String of(Collection<Outcome> outcomes) {
    String problems =
        outcomes.stream()
            .filter(outcome -> !outcome.problems().isEmpty())
            .map(outcome -> "- " + outcome.cell() + ": " + String.join("; ", outcome.problems()))
            .collect(Collectors.joining("\n"));
    String tables =
        Arrays.stream(Way.values())
            .map(way -> table(way, outcomes, false) + table(way, outcomes, true))
            .collect(Collectors.joining());
    return tables + (problems.isEmpty() ? "" : "## Problems\n\n" + problems + "\n");
  }

  private static String table(Way way, Collection<Outcome> outcomes, boolean always) {
    Map<Fault, Map<Step, String>> rows = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome.cell().way() == way && outcome.cell().always() == always) {
        rows.computeIfAbsent(outcome.cell().fault(), fault -> new EnumMap<>(Step.class))
            .put(outcome.cell().step(), outcome.summary());
      }
    }
    List<List<String>> table = new ArrayList<>();
    table.add(row(way, "fault", Step::name));
    table.add(row(way, "-", step -> "-"));
    rows.forEach(
        (fault, row) -> table.add(row(way, fault.name(), step -> row.getOrDefault(step, ""))));
    return "## A fault that strikes %s, blobs sent %s\n\n%s\n\n"
        .formatted(
            always ? "always" : "once",
            way == Way.WHOLE ? "with their PUT" : "by PATCH",
            aligned(table));
  }

  private static List<String> row(Way way, String first, Function<Step, String> cells) {
    return Stream.concat(
            Stream.of(first), Arrays.stream(Step.values()).filter(way::covers).map(cells))
        .toList();
  }

  private static String aligned(List<List<String>> table) {
    int[] widths =
        IntStream.range(0, table.get(0).size())
            .map(column -> table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return table.stream()
        .map(
            row ->
                IntStream.range(0, widths.length)
                    .mapToObj(column -> pad(row.get(column), widths[column]))
                    .collect(Collectors.joining(" | ", "| ", " |")))
        .collect(Collectors.joining("\n"));
  }

  private static String pad(String text, int width) {
    return text + (text.equals("-") ? "-" : " ").repeat(width - text.length());
  }
}
