package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** The goal from its parameters to its log, its files and its exceptions. */
@MojoTest
class PushMojoTest extends PushMojoFixture {

  @Test
  @InjectMojo(goal = "push")
  void pushesWithTheProjectsVersionAsTag(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.manifest("acme/app", "1.0-SNAPSHOT").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
    verify(log)
        .info(
            "Pushed "
                + registry.hostAndPort()
                + "/acme/app:1.0-SNAPSHOT@"
                + image.manifestDigest());
    verify(log).info(startsWith("Uploaded 2 blobs ("));
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "tags", value = "latest,1")
  void writesFilesAndPropertiesForLaterSteps(PushMojo mojo) throws Exception {
    push(mojo);

    String reference = registry.hostAndPort() + "/acme/app:1.0-SNAPSHOT";
    assertThat(directory.resolve("oci-push/image.digest")).hasContent(image.manifestDigest());
    JsonNode json =
        new JsonMapper().readTree(Files.readString(directory.resolve("oci-push/image.json")));
    assertThat(json.path("image").textValue()).isEqualTo(reference);
    assertThat(json.path("imageId").textValue()).isEqualTo(image.configDigest());
    assertThat(json.path("imageDigest").textValue()).isEqualTo(image.manifestDigest());
    assertThat(json.path("tags").toString()).isEqualTo("[\"1.0-SNAPSHOT\",\"latest\",\"1\"]");
    assertThat(json.path("imagePushed").booleanValue()).isTrue();
    assertThat(json.at("/destinations/0/uploadedBlobs").intValue()).isEqualTo(2);
    assertThat(project.getProperties())
        .containsEntry("oci.image.digest", image.manifestDigest())
        .containsEntry("oci.image.reference", reference + "@" + image.manifestDigest())
        .containsEntry("oci.image.digest." + executionId(mojo), image.manifestDigest());
    assertThat(registry.tags("acme/app")).containsExactlyInAnyOrder("1.0-SNAPSHOT", "latest", "1");
  }

  private static String executionId(PushMojo mojo) throws Exception {
    return ((MojoExecution) MojoExtension.getVariableValueFromObject(mojo, "execution"))
        .getExecutionId();
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesWithoutAProjectAsLatest(PushMojo mojo) throws Exception {
    when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
    set(mojo, "source", "oci");
    set(mojo, "image", registry.hostAndPort() + "/acme/app");

    mojo.execute();

    assertThat(registry.tags("acme/app")).containsExactly("latest");
    assertThat(directory.resolve("target/oci-push/image.digest")).exists();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "skip", value = "true")
  void skips(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.requests()).isEmpty();
    verify(log).info("Skipping: skip is true");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "skip", value = "snapshots")
  void skipsSnapshots(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "dryRun", value = "true")
  void sendsNothingInADryRun(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.requests()).extracting(r -> r.method()).containsOnly("GET", "HEAD");
    assertThat(directory.resolve("oci-push")).doesNotExist();
    verify(log).info(startsWith("Dry run, nothing was sent: would upload 2 blobs ("));
    verify(log).info(startsWith("Dry run, would push " + registry.hostAndPort()));
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "dryRun", value = "yes")
  void takesNoOtherWordForFalse(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Cannot understand dryRun 'yes'; it is one of: true, false");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void saysWhatIsThereAlready(PushMojo mojo) throws Exception {
    push(mojo);
    push(mojo);

    verify(log).info(startsWith("Already there: " + registry.hostAndPort()));
    verify(log).info(contains("Uploaded 0 blobs (0 B), already there 2 blobs ("));
  }

  @Test
  @InjectMojo(goal = "push")
  void saysWhereATagComesFrom(PushMojo mojo) {
    project.setVersion("1." + "0".repeat(127));

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll(
            "'1.0", "the project's version", "128 letters", "for example 1." + "0".repeat(126));
  }

  @Test
  @InjectMojo(goal = "push")
  void leavesNoResultsOfAnEarlierPushBehindAFailedOne(PushMojo mojo) throws Exception {
    push(mojo);
    set(mojo, "source", "nowhere");

    assertThatThrownBy(() -> push(mojo)).isInstanceOf(MojoFailureException.class);
    assertThat(directory.resolve("oci-push")).isEmptyDirectory();
  }

  @Test
  @InjectMojo(goal = "push")
  void wantsADestination(PushMojo mojo) {
    assertThatThrownBy(() -> execute(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("no destination is given", "-Doci.image=HOST[:PORT]/REPOSITORY");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "mountFrom", value = "acme/base,ghcr.io/acme/base:1.0")
  void wantsRepositoriesToMountFrom(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot use mountFrom: the repository of 'ghcr.io/acme/base:1.0' is not valid; write"
                + " REPOSITORY or HOST[:PORT]/REPOSITORY, without scheme, tag and digest, for"
                + " example acme/base or ghcr.io/acme/base");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void refusesToPushOffline(PushMojo mojo) {
    when(session.isOffline()).thenReturn(true);

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("Maven is offline", "-o", "-Doci.skip=true");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "parallelism", value = "0")
  void wantsPositiveNumbers(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Cannot use parallelism 0; it is 1 or more");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "progress", value = "fancy")
  void listsTheWordsThatAParameterAllows(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Cannot understand progress 'fancy'; it is one of: auto, log, none\nSee"
                + " https://ocimaven.github.io/oci-maven-plugin/troubleshooting.html#parameter");
  }

  @Test
  @InjectMojo(goal = "push")
  void findsOutBeforeThePushThatResultsCannotBeWritten(PushMojo mojo) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    set(mojo, "outputDirectory", file.resolve("below").toFile());

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("Cannot write the push's results", "'outputDirectory'");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void blamesTheUserForWhatTheUserCanMend(PushMojo mojo) throws Exception {
    set(mojo, "source", "nowhere");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("there is no nowhere")
        .hasNoCause();
  }

  @Test
  @InjectMojo(goal = "push")
  void blamesTheWorldForTheRest(PushMojo mojo) throws Exception {
    int port = registry.port();
    registry.close();
    when(session.getRequest().isShowErrors()).thenReturn(true);
    set(mojo, "image", "127.0.0.1:" + port + "/acme/app");

    assertThatThrownBy(() -> execute(mojo))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("refused")
        .hasCauseInstanceOf(io.github.ocimaven.registry.RegistryException.class);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesToSeveralDestinations(PushMojo mojo) throws Exception {
    try (EmbeddedRegistry second = EmbeddedRegistry.start()) {
      set(
          mojo,
          "images",
          List.of(second.hostAndPort() + "/mirror/app:2", second.hostAndPort() + "/other"));
      set(mojo, "outputDirectory", new File(directory.toFile(), "results"));
      push(mojo);

      assertThat(registry.tags("acme/app")).containsExactly("1.0-SNAPSHOT");
      assertThat(second.tags("mirror/app")).containsExactly("2");
      assertThat(second.tags("other")).containsExactly("1.0-SNAPSHOT");
    }
    JsonNode json =
        new JsonMapper().readTree(Files.readString(directory.resolve("results/image.json")));
    assertThat(json.path("destinations")).hasSize(3);
  }
}
