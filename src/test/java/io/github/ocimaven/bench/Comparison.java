package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Path;

/** What is measured besides: ours against ours, or against what it can't do without. */
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

  /** Writes what it needs into a folder, measures, and returns a table in Markdown. */
  abstract String run(Path folder) throws IOException, InterruptedException;

  /** Runs those that are wanted; each is a section of the report. */
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
