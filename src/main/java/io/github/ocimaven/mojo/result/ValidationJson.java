package io.github.ocimaven.mojo.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.validate.ValidationReport;
import java.util.Locale;

/** Converts a validation report to {@code validation.json}. */
public final class ValidationJson {

  private ValidationJson() {}

  /**
   * Returns the document. It holds no times, so that the same source always yields the same
   * document.
   */
  public static ObjectNode of(ValidationReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", report.source());
    json.put("valid", report.isValid());
    json.put("errors", report.errorCount());
    json.put("warnings", report.warningCount());
    json.put("blobs", report.blobs());
    json.put("bytes", report.bytes());
    var findings = json.putArray("findings");
    for (Finding finding : report.findings()) {
      findings
          .addObject()
          .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
          .put("rule", finding.rule())
          .put("file", finding.file())
          .put("pointer", finding.pointer())
          .put("found", finding.found())
          .put("expected", finding.expected());
    }
    return json;
  }
}
