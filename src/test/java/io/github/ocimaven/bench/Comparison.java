package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Path;

/** An additional measurement: our code against our code, or against a lower bound. */
enum Comparison {
  TAR("a layout's tar against its directory") {
    @Override
    String run(Path folder) throws IOException, InterruptedException {
      return TarBenchmark.run(folder);
    }
  },

  VALIDATION("validation") {
    @Override
    String run(Path folder) throws IOException, InterruptedException {
      return ValidationBenchmark.run(folder);
    }
  };

  private final String title;

  Comparison(String title) {
    this.title = title;
  }

  /** Writes its files into a folder, measures, and returns a table in Markdown. */
  abstract String run(Path folder) throws IOException, InterruptedException;

  /** Runs the selected comparisons; each is a section of the report. */
  static String runAll(Settings settings, Path folder) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : values()) {
      if (settings.wants(comparison.title)) {
        Log.say("Measuring %s …", comparison.title);
        String table = comparison.run(Folders.renew(folder));
        text.append("## Besides: ").append(comparison.title).append("\n\n").append(table);
        text.append('\n');
      }
    }
    return text.toString();
  }
}
