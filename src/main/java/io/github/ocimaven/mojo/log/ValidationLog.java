package io.github.ocimaven.mojo.log;

import io.github.ocimaven.document.Finding;
import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.Units;
import io.github.ocimaven.validate.ValidationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Writes a validation report to the Maven log. */
public final class ValidationLog {

  private static final int MAX_LENGTH = 500;

  private ValidationLog() {}

  /** Logs the findings, errors first and grouped by file, and a summary. */
  public static void write(ValidationReport report, Log log) {
    write(report.findings().stream().filter(Finding::isError).toList(), log::error);
    write(report.findings().stream().filter(finding -> !finding.isError()).toList(), log::warn);
    log.info(
        "Validated "
            + report.source()
            + ": "
            + Units.count(report.blobs(), "blob")
            + " ("
            + Units.bytes(report.bytes())
            + "), "
            + counts(report.errorCount(), report.warningCount())
            + ", in "
            + Units.duration(report.duration()));
  }

  private static String counts(int errors, int warnings) {
    return (errors == 0 ? "no errors" : Units.count(errors, "error"))
        + ", "
        + (warnings == 0 ? "no warnings" : Units.count(warnings, "warning"));
  }

  private static void write(List<Finding> findings, Consumer<String> line) {
    Map<String, List<Finding>> byFile = new LinkedHashMap<>();
    findings.forEach(
        finding -> byFile.computeIfAbsent(finding.file(), file -> new ArrayList<>()).add(finding));
    byFile.forEach(
        (file, all) -> {
          line.accept(ForeignText.printable(file, MAX_LENGTH));
          all.forEach(finding -> line.accept("  " + finding.withoutFile()));
        });
  }
}
