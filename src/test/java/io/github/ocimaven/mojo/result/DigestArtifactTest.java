package io.github.ocimaven.mojo.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.github.ocimaven.mojo.PushMojo;
import io.github.ocimaven.mojo.PushMojoFixture;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With {@code attachDigest}. */
@MojoTest
@MojoParameter(name = "attachDigest", value = "true")
class DigestArtifactTest extends PushMojoFixture {

  @BeforeEach
  void giveTheProjectAnArtifact() {
    project.setArtifact(
        new DefaultArtifact(
            "com.example",
            "app",
            "1.0-SNAPSHOT",
            Artifact.SCOPE_RUNTIME,
            "jar",
            null,
            new DefaultArtifactHandler("jar")));
  }

  @Test
  @InjectMojo(goal = "push")
  void isTheFileWithTheDigest(PushMojo mojo) throws Exception {
    push(mojo);

    Artifact artifact = project.getAttachedArtifacts().get(0);
    assertThat(artifact.getType()).isEqualTo("digest");
    assertThat(artifact.getClassifier()).isEqualTo("image");
    assertThat(artifact.getFile()).hasContent(image.manifestDigest());
    verify(log, never()).warn(contains("attachDigest"));
  }

  @Test
  @InjectMojo(goal = "push")
  void isAttachedOnceWhereAPhaseIsRunTwice(PushMojo mojo) throws Exception {
    push(mojo);
    push(mojo);

    assertThat(project.getAttachedArtifacts()).hasSize(1);
  }

  @Test
  @InjectMojo(goal = "push")
  void needsAClassifierOfItsOwn(PushMojo mojo) throws Exception {
    push(mojo);
    int requests = registry.requests().size();
    set(mojo, "outputDirectory", directory.resolve("sidecar").toFile());

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll(
            "Cannot attach the digest",
            "goal its own 'digestClassifier' (-Doci.digestClassifier=…)");
    assertThat(registry.requests()).hasSize(requests);

    set(mojo, "digestClassifier", "sidecar");
    push(mojo);

    assertThat(project.getAttachedArtifacts())
        .extracting(Artifact::getClassifier)
        .containsExactly("image", "sidecar");
  }

  @Test
  @InjectMojo(goal = "push")
  void needsAFileOfItsOwn(PushMojo mojo) throws Exception {
    push(mojo);
    set(mojo, "digestClassifier", "sidecar");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll(
            "Cannot attach the digest", "goal its own 'outputDirectory' (-Doci.outputDirectory=…)");
  }

  @Test
  @InjectMojo(goal = "push")
  void isWarnedOfWhereItComesTooLate(PushMojo mojo) throws Exception {
    bindTo(mojo, "deploy");

    verify(log).warn(contains("in the phase deploy"));
  }

  private void bindTo(PushMojo mojo, String phase) throws Exception {
    MojoExecution execution =
        (MojoExecution) MojoExtension.getVariableValueFromObject(mojo, "execution");
    execution.setLifecyclePhase(phase);
    push(mojo);
  }

  @Test
  @InjectMojo(goal = "push")
  void isNotAttachedByADryRun(PushMojo mojo) throws Exception {
    set(mojo, "dryRun", true);

    push(mojo);

    assertThat(project.getAttachedArtifacts()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void isNotAttachedWhereThePushFails(PushMojo mojo) throws Exception {
    set(mojo, "source", "nowhere");

    assertThatThrownBy(() -> push(mojo)).isInstanceOf(MojoFailureException.class);
    assertThat(project.getAttachedArtifacts()).isEmpty();
  }
}
