package io.github.ocimaven.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakTest {

  @Test
  void whatPushesReportIsThereAndNothingElse() throws IOException, InterruptedException {
    RequiredTools.assume(DockerRegistry.TOOL);

    SoakReport report = Soak.run(Duration.ofSeconds(5));

    assertThat(report.problems()).as(report.toString()).isEmpty();
    assertThat(report.count("pushes that succeeded")).as(report.toString()).isPositive();
  }
}
