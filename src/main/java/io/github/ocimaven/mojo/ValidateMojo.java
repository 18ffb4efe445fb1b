package io.github.ocimaven.mojo;

import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.mojo.log.SourceLog;
import io.github.ocimaven.mojo.log.ValidationLog;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import io.github.ocimaven.mojo.result.OutputDirectory;
import io.github.ocimaven.mojo.result.ValidationJson;
import io.github.ocimaven.text.Units;
import io.github.ocimaven.validate.ValidationReport;
import io.github.ocimaven.validate.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks the OCI image that the build produced against the image specification: every document, and
 * every byte of every blob. All findings are reported at once, in the log and in <code>
 * validation.json</code>. Errors fail the build. No network is needed.
 *
 * @since 1.0.0
 */
@Mojo(
    name = "validate",
    defaultPhase = LifecyclePhase.VERIFY,
    threadSafe = true,
    requiresProject = false)
public final class ValidateMojo extends AbstractSourceMojo {

  private static final String JSON = "validation.json";

  /**
   * Whether warnings fail the build, too.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.failOnWarnings", defaultValue = "false")
  private boolean failOnWarnings;

  /** Sets {@code failOnWarnings} from a text; {@code Switches} says why. */
  public void setFailOnWarnings(String word) {
    failOnWarnings = switches().read("failOnWarnings", word);
  }

  @Override
  void run() {
    Path directory = resultDirectory();
    OutputDirectory output = new OutputDirectory(directory, "the validation's result", JSON);
    ValidationReport report = Validator.validate(sourceRequest(), new SourceLog(getLog()));
    ValidationLog.write(report, getLog());
    output.write(JSON, ValidationJson.of(report));
    if (!report.isValid() || (failOnWarnings && report.warningCount() > 0)) {
      throw new GoalException(Topic.INVALID_IMAGE, refusal(report, shown(directory.resolve(JSON))));
    }
  }

  @Override
  PushInterruptedException interruption() {
    return PushInterruptedException.duringValidation(null);
  }

  private static String refusal(ValidationReport report, Path json) {
    List<String> reasons = new ArrayList<>();
    if (report.errorCount() > 0) {
      reasons.add(Units.count(report.errorCount(), "error"));
    }
    if (report.warningCount() > 0) {
      reasons.add(Units.count(report.warningCount(), "warning"));
    }
    if (report.isValid()) {
      reasons.add("and failOnWarnings is set");
    }
    boolean one = report.errorCount() + report.warningCount() == 1;
    return "Cannot accept "
        + report.source()
        + ": "
        + String.join(", ", reasons)
        + "; "
        + (one ? "it is" : "they are")
        + " listed above and in "
        + json
        + "; build the image again or fix the tool that wrote it";
  }
}
