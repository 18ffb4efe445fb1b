package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.testing.image.TestImages;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** The goal with {@code annotate}. */
@MojoTest
class PushMojoAnnotateTest extends PushMojoFixture {

  private static final String COMMIT = "0123456789abcdef".repeat(4);

  private JsonNode annotations(PushMojo mojo) throws Exception {
    project.setName("Acme App");
    project.getProperties().setProperty("project.build.outputTimestamp", "1769860800");
    set(mojo, "image", registry.hostAndPort() + "/acme/app");
    execute(
        mojo,
        new UserEnvironment(
            Map.of("GITHUB_SHA", COMMIT), directory.resolve("home"), Optional.empty()));
    return new JsonMapper()
        .readTree(registry.manifest("acme/app", "1.0-SNAPSHOT").orElseThrow().bytes())
        .path("annotations");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "annotate", value = "true")
  void annotatesTheImageFromThePomAndSaysSo(PushMojo mojo) throws Exception {
    JsonNode annotations = annotations(mojo);

    assertThat(annotations.path("org.opencontainers.image.title").asText()).isEqualTo("Acme App");
    assertThat(annotations.path("org.opencontainers.image.version").asText())
        .isEqualTo("1.0-SNAPSHOT");
    assertThat(annotations.path("org.opencontainers.image.created").asText())
        .isEqualTo("2026-01-31T12:00:00Z");
    assertThat(annotations.path("org.opencontainers.image.revision").asText()).isEqualTo(COMMIT);
    verify(log).info(startsWith("Annotations set in oci: org.opencontainers.image.{created,"));
  }

  @Test
  @InjectMojo(goal = "push")
  void annotatesNothingUnlessItIsAskedTo(PushMojo mojo) throws Exception {
    assertThat(annotations(mojo)).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "annotate", value = "true")
  @MojoParameter(name = "imageFormat", value = "docker")
  void refusesDockersTypesBeforeTheNetwork(PushMojo mojo) throws Exception {
    TestImages.dockerArchive(directory.resolve("image.tar")).layer("base").write();
    set(mojo, "source", directory.resolve("image.tar").toString());

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("imageFormat is docker");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "annotate", value = "true")
  void wantsAProject(PushMojo mojo) throws Exception {
    when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
    set(mojo, "source", "oci");
    set(mojo, "image", registry.hostAndPort() + "/acme/app");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot annotate the image: there is no POM to take annotations from; run the goal in"
                + " a project, or leave 'annotate' (-Doci.annotate=…) out");
    assertThat(registry.requests()).isEmpty();
  }
}
