package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** The parameter overwrite, and the log messages about tags that move. */
@MojoTest
class PushMojoTagsTest extends PushMojoFixture {

  private String take(String tag) {
    return registry.putManifest(
        "acme/app",
        tag,
        "application/vnd.oci.image.manifest.v1+json",
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @InjectMojo(goal = "push")
  void warnsWhereTheProjectsReleaseMoves(PushMojo mojo) throws Exception {
    project.setVersion("2026-11");
    String before = take("2026-11");

    push(mojo);

    verify(log)
        .warn(
            "Moved the release tag "
                + registry.hostAndPort()
                + "/acme/app:2026-11 from "
                + before
                + " to "
                + image.manifestDigest()
                + "; to forbid this, set -Doci.overwrite=snapshots");
  }

  @Test
  @InjectMojo(goal = "push")
  void makesATagOfAVersionThatIsNone(PushMojo mojo) throws Exception {
    project.setVersion("1.0+build.7");
    set(mojo, "images", List.of(registry.hostAndPort() + "/acme/mirror"));

    push(mojo);

    assertThat(registry.tags("acme/app")).containsExactly("1.0_build.7");
    assertThat(registry.tags("acme/mirror")).containsExactly("1.0_build.7");
    verify(log)
        .info("The project's version 1.0+build.7 is not a valid tag; the tag is 1.0_build.7");
  }

  @Test
  @InjectMojo(goal = "push")
  void leavesTheVersionAloneWhereTheImageHasATag(PushMojo mojo) throws Exception {
    project.setVersion("1.0+build.7");
    set(mojo, "image", registry.hostAndPort() + "/acme/app:1");

    execute(mojo);

    assertThat(registry.tags("acme/app")).containsExactly("1");
    verify(log, never()).info(contains("is not a valid tag"));
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "overwrite", value = "snapshots")
  void keepsTheTagOfAReleaseThatIsNoTagItself(PushMojo mojo) {
    project.setVersion("Hoxton+SR1");
    take("Hoxton_SR1");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining(
            "overwrite is snapshots, which lets no release tag move; nothing was sent");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "tags", value = "latest,1.0+build.7")
  void proposesATagForOneThatIsNotValid(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot use '1.0+build.7' as a tag: it is a value of 'tags' (-Doci.tags=…); allowed is:"
                + " at most 128 letters, digits, '.', '_' and '-', and no '.' or '-' at its start."
                + " Write a valid one, for example 1.0_build.7\n");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "dryRun", value = "true")
  void warnsInADryRunOfWhatWouldMove(PushMojo mojo) throws Exception {
    project.setVersion("1.0");
    take("1.0");

    push(mojo);

    verify(log).warn(contains("Dry run, would move the release tag "));
  }

  @Test
  @InjectMojo(goal = "push")
  void isSilentWhereASnapshotMoves(PushMojo mojo) throws Exception {
    take("1.0-SNAPSHOT");

    push(mojo);

    verify(log, never()).warn(anyString());
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "overwrite", value = "Never")
  void takesOverwriteInAnyCase(PushMojo mojo) throws Exception {
    take("1.0-SNAPSHOT");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("overwrite is never; nothing was sent");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "overwrite", value = "releases")
  void listsWhatOverwriteMayBe(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot understand overwrite 'releases'; it is one of: always, snapshots, never");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "overwrite", value = "snapshots")
  void takesMavensStandInForAProjectForNoVersion(PushMojo mojo) throws Exception {
    when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
    project.setVersion("1");
    take("1");
    set(mojo, "source", "oci");
    set(mojo, "image", registry.hostAndPort() + "/acme/app:1");

    mojo.execute();

    assertThat(registry.manifest("acme/app", "1").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
  }
}
