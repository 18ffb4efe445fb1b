package io.github.ocimaven.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The outcomes as a picture (SVG): a row for each case, a mark for each contestant at its median on
 * a logarithmic axis of seconds, and a thin line from its minimum to its maximum.
 */
final class Plot {

  private static final int WIDTH = 1000;
  private static final int LEFT = 330;
  private static final int RIGHT = 30;
  private static final int ROW = 34;
  private static final int PANEL_HEAD = 56;
  private static final int LEGEND_COLUMNS = 4;
  private static final int LEGEND_LINE = 22;
  private static final int TOP = 44;

  private final List<Outcome> outcomes;
  private final List<String> names;
  private final double from;
  private final double to;
  private final StringBuilder svg = new StringBuilder();

  private Plot(List<Outcome> outcomes) {
    this.outcomes = outcomes;
    names =
        outcomes.stream()
            .flatMap(outcome -> outcome.scores().stream())
            .filter(Score::counts)
            .map(Score::name)
            .distinct()
            .toList();
    from = bound(Samples::minSeconds, false);
    to = bound(Samples::maxSeconds, true);
  }

  /** Draws the outcomes; without outcomes, the picture is empty. */
  static String draw(List<Outcome> outcomes) {
    return new Plot(outcomes).draw();
  }

  private String draw() {
    int legend = TOP + LEGEND_LINE * ((names.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS);
    int y = legend;
    for (Network network : Network.values()) {
      y = panel(network, y);
    }
    String body = svg.toString();
    svg.setLength(0);
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"Helvetica,"
            + " Arial, DejaVu Sans, sans-serif\" font-size=\"13\">",
        WIDTH, y + 10);
    add(
        "<style>.page{fill:#fff}.ink{fill:#222}.dim{fill:#666}.grid{stroke:#ddd}.band{fill:#f4f5f7}"
            + "@media(prefers-color-scheme:dark){.page{fill:#161b22}.ink{fill:#e6e6e6}"
            + ".dim{fill:#9aa4af}.grid{stroke:#30363d}.band{fill:#1d232b}}</style>");
    add("<rect class=\"page\" width=\"%d\" height=\"%d\" rx=\"6\"/>", WIDTH, y + 10);
    add(
        "<text class=\"ink\" x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"bold\">Seconds a push"
            + " takes: median, and minimum to maximum</text>");
    for (int i = 0; i < names.size(); i++) {
      int x = 24 + (i % LEGEND_COLUMNS) * ((WIDTH - 40) / LEGEND_COLUMNS);
      int line = TOP + LEGEND_LINE * (i / LEGEND_COLUMNS);
      mark(Style.of(names.get(i)), x, line);
      add("<text class=\"ink\" x=\"%d\" y=\"%d\">%s</text>", x + 14, line + 5, names.get(i));
    }
    svg.append(body).append("</svg>\n");
    return svg.toString();
  }

  private int panel(Network network, int top) {
    List<Outcome> rows =
        outcomes.stream()
            .filter(outcome -> outcome.network() == network)
            .filter(outcome -> outcome.scores().stream().anyMatch(Score::counts))
            .toList();
    if (rows.isEmpty()) {
      return top;
    }
    int first = top + PANEL_HEAD;
    int bottom = first + rows.size() * ROW;
    add(
        "<text class=\"ink\" x=\"16\" y=\"%d\" font-weight=\"bold\">%s</text>",
        top + PANEL_HEAD - 24, network.title());
    for (int i = 1; i < rows.size(); i += 2) {
      add(
          "<rect class=\"band\" x=\"8\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
          first + i * ROW, WIDTH - 16, ROW);
    }
    for (double tick : ticks()) {
      double x = x(tick);
      add(
          "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          x, x, first - 4, bottom);
      add(
          "<text class=\"dim\" x=\"%.1f\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\">%s</text>",
          x, first - 9, label(tick));
    }
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), first + i * ROW + ROW / 2);
    }
    return bottom;
  }

  private void row(Outcome outcome, int y) {
    List<String> lines = wrap(outcome.workload().name());
    for (int i = 0; i < lines.size(); i++) {
      add(
          "<text class=\"ink\" x=\"%d\" y=\"%.1f\" font-size=\"12\" text-anchor=\"end\">%s</text>",
          LEFT - 14, y + 4 + (i - (lines.size() - 1) / 2.0) * 14, lines.get(i));
    }
    // Ours last: on top of the others.
    List<Score> scores = new ArrayList<>(outcome.scores().stream().filter(Score::counts).toList());
    scores.sort((one, other) -> Boolean.compare(one.role().isOurs(), other.role().isOurs()));
    for (Score score : scores) {
      Style style = Style.of(score.name());
      Samples times = score.times();
      add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.5\""
              + " stroke-opacity=\"0.6\"/>",
          x(times.minSeconds()), x(times.maxSeconds()), y, y, style.color());
      mark(style, x(times.medianSeconds()), y);
    }
  }

  private void mark(Style style, double x, int y) {
    add(style.shape(), style.color(), x, y);
  }

  /** How a contestant is drawn: ours are filled circles, commands diamonds, Jib's squares. */
  private record Style(String color, String shape) {

    private static final String CIRCLE =
        "<circle fill=\"%1$s\" cx=\"%2$.1f\" cy=\"%3$d\" r=\"6\" stroke=\"#fff\"/>";
    private static final String DIAMOND =
        "<path fill=\"%1$s\" fill-opacity=\"0.85\" d=\"M%2$.1f %3$dm-6 0l6 -6l6 6l-6 6z\"/>";
    private static final String SQUARE =
        "<path fill=\"%1$s\" fill-opacity=\"0.85\" d=\"M%2$.1f %3$dm-4.5 -4.5h9v9h-9z\"/>";
    private static final String TICK = "<path fill=\"%1$s\" d=\"M%2$.1f %3$dm-1.5 -12h3v24h-3z\"/>";

    static Style of(String name) {
      return switch (name) {
        case "our engine, cold" -> new Style("#0b62d6", CIRCLE);
        case "our engine, warm" -> new Style("#58a6ff", CIRCLE);
        case "our mvn push" -> new Style("#00a3a3", CIRCLE);
        case "our mvn -T4 push" -> new Style("#5fd3bc", CIRCLE);
        case "curl" -> new Style("#8a8f98", TICK);
        case "skopeo" -> new Style("#d9480f", DIAMOND);
        case "crane" -> new Style("#e8a317", DIAMOND);
        case "oras" -> new Style("#b5179e", DIAMOND);
        case "regctl" -> new Style("#7a5230", DIAMOND);
        case Contestants.JIB_CLIENT -> new Style("#2f9e44", SQUARE);
        case "Jib.from(TarImage)" -> new Style("#94d82d", SQUARE);
        default -> new Style("#c92a2a", SQUARE);
      };
    }
  }

  private double x(double seconds) {
    double share = Math.log10(seconds / from) / Math.log10(to / from);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  /** 1, 2, 5 and so on, as far as they are within the axis. */
  private List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double decade = 0.001; decade <= to; decade *= 10) {
      for (double step : new double[] {1, 2, 5}) {
        if (decade * step >= from && decade * step <= to) {
          ticks.add(decade * step);
        }
      }
    }
    return ticks;
  }

  private static String label(double seconds) {
    return seconds >= 1
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%s s", Math.round(seconds * 1000) / 1000.0);
  }

  /** The next round number beyond all times. */
  private double bound(ToDoubleFunction<Samples> end, boolean upper) {
    var all =
        outcomes.stream()
            .flatMap(outcome -> outcome.scores().stream())
            .filter(Score::counts)
            .map(Score::times)
            .mapToDouble(end);
    double extreme = (upper ? all.max() : all.min()).orElse(1);
    double decade = Math.pow(10, Math.floor(Math.log10(extreme)));
    double bound = decade;
    for (double step : new double[] {1, 2, 5, 10}) {
      if (upper ? step * decade >= extreme : step * decade <= extreme) {
        bound = step * decade;
        if (upper) {
          break;
        }
      }
    }
    return bound;
  }

  private static List<String> wrap(String name) {
    Optional<Integer> middle =
        name.length() <= 44
            ? Optional.empty()
            : Optional.of(name.lastIndexOf(' ', name.length() * 3 / 5));
    return middle
        .map(at -> List.of(name.substring(0, at), name.substring(at + 1)))
        .orElse(List.of(name));
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
