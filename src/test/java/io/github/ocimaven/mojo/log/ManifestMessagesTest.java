package io.github.ocimaven.mojo.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushResult.Amount;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

/** How exchanged media types and untrue claims of a registry are logged. */
class ManifestMessagesTest {

  private static final Target TARGET = new Target("zot.example", "acme/app", List.of("1.0"));
  private static final Digest DOCKER = Digest.sha256("docker");
  private static final Digest OCI = Digest.sha256("oci");

  private final List<String> lines = new ArrayList<>();
  private final LogListener listener =
      new LogListener(
          new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
              lines.add("INFO " + content);
            }

            @Override
            public void warn(CharSequence content) {
              lines.add("WARN " + content);
            }
          },
          false,
          now -> ProgressDisplay.NONE);

  @Test
  void warnsWithBothDigestsWhereTheFormatIsExchanged() {
    listener.formatRefused(TARGET, DOCKER, OCI);

    assertThat(lines)
        .containsExactly(
            "WARN zot.example/acme/app does not support Docker's media types ("
                + DOCKER
                + "): pushing the image with OCI media types, as "
                + OCI
                + "; to do so from the start, set -Doci.imageFormat=oci");
  }

  @Test
  void namesBothDigestsWhereTheFormatIsKept() {
    listener.formatKept("zot.example/acme/app:1.0", DOCKER, OCI);

    assertThat(lines)
        .containsExactly(
            "INFO zot.example/acme/app:1.0 names the image with OCI media types ("
                + OCI
                + "), which are kept; with Docker's, it would be "
                + DOCKER
                + "; to choose, set -Doci.imageFormat");
  }

  @Test
  void warnsWhereBlobsAreSentWithoutAsking() {
    listener.sendingAgain(TARGET, new Amount(2, 2048));

    assertThat(lines)
        .containsExactly(
            "WARN zot.example/acme/app lacks content that it was said to have: uploading 2 blobs"
                + " (2.0 KiB) without asking");
  }
}
