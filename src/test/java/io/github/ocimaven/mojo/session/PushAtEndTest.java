package io.github.ocimaven.mojo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.ocimaven.mojo.PushMojo;
import io.github.ocimaven.mojo.PushMojoFixture;
import io.github.ocimaven.testing.image.TestImages;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.BuildSuccess;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** With {@code pushAtEnd}: when the goal runs, and when every module has been built. */
@MojoTest
@MojoParameter(name = "pushAtEnd", value = "true")
class PushAtEndTest extends PushMojoFixture {

  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final MavenExecutionResult result = new DefaultMavenExecutionResult();
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void beginSession() {
    when(session.getRepositorySession()).thenReturn(new DefaultRepositorySystemSession());
    when(session.getRequest()).thenReturn(request);
    when(session.getResult()).thenReturn(result);
    when(session.getProjects()).thenReturn(List.of(project));
    request.setExecutionListener(
        new AbstractExecutionListener() {
          @Override
          public void sessionEnded(ExecutionEvent event) {
            events.add(result.hasExceptions() ? "BUILD FAILURE" : "BUILD SUCCESS");
          }

          @Override
          public void projectSucceeded(ExecutionEvent event) {
            throw new IllegalStateException("told");
          }
        });
  }

  private void endSession() {
    ExecutionEvent event = Mockito.mock(ExecutionEvent.class);
    when(event.getSession()).thenReturn(session);
    request.getExecutionListener().sessionEnded(event);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesWhenTheSessionEnds(PushMojo mojo) throws Exception {
    push(mojo);
    assertThat(registry.requests()).isEmpty();
    assertThat(directory.resolve("oci-push/image.json")).doesNotExist();
    assertThat(project.getProperties()).containsEntry("oci.image.digest", image.manifestDigest());

    endSession();

    assertThat(registry.tags("acme/app")).containsExactly("1.0-SNAPSHOT");
    assertThat(directory.resolve("oci-push/image.digest")).hasContent(image.manifestDigest());
    assertThat(events).containsExactly("BUILD SUCCESS");
    verify(log, times(1)).info(startsWith("Image "));
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesOnce(PushMojo mojo) throws Exception {
    push(mojo);
    endSession();
    int requests = registry.requests().size();

    endSession();

    assertThat(registry.requests()).hasSize(requests);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesNothingWhereAModuleFailed(PushMojo mojo) throws Exception {
    push(mojo);
    result.addException(new IllegalStateException("another module failed"));

    endSession();

    assertThat(registry.requests()).isEmpty();
    assertThat(directory.resolve("oci-push")).isEmptyDirectory();
    verify(log)
        .warn(
            contains(
                "The build failed, so nothing is pushed: " + registry.hostAndPort() + "/acme/app"));
  }

  @Test
  @InjectMojo(goal = "push")
  void judgesTheImageWhenItsModuleIsBuilt(PushMojo mojo) throws Exception {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    set(mojo, "source", "nowhere");

    assertThatThrownBy(() -> push(mojo)).isInstanceOf(MojoFailureException.class);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesNoOtherImageThanTheOneThatWasJudged(PushMojo mojo) throws Exception {
    push(mojo);
    Files.delete(directory.resolve("oci/index.json"));
    TestImages.layout(directory.resolve("oci")).layer("another").write();

    endSession();

    assertThat(registry.requests()).isEmpty();
    assertThat(result.getExceptions())
        .singleElement()
        .isInstanceOf(LifecycleExecutionException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("it holds another image than when the goal ran", "#source-changed");
  }

  @Test
  @InjectMojo(goal = "push")
  void failsTheBuildAndTheModuleWithThePush(PushMojo mojo) throws Exception {
    push(mojo);
    result.addBuildSummary(new BuildSuccess(project, 1_000));
    registry.close();

    endSession();

    assertThat(events).containsExactly("BUILD FAILURE");
    assertThat(result.getBuildSummary(project)).isInstanceOf(BuildFailure.class);
    assertThat(result.getBuildSummary(project).getTime()).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesAsMavenRunsAGoal(PushMojo mojo) throws Exception {
    push(mojo);
    List<ClassLoader> seen = new ArrayList<>();
    MojoDescriptor goal = new MojoDescriptor();
    goal.setGoal("push");
    BuildSession.of(session)
        .pushesAtEnd()
        .add(
            new PushAtEnd(
                project,
                new MojoExecution(goal, "other", MojoExecution.Source.LIFECYCLE),
                "",
                log,
                () -> seen.add(Thread.currentThread().getContextClassLoader())));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader another = new URLClassLoader(new URL[0]);
    Thread.currentThread().setContextClassLoader(another);
    try {
      endSession();

      assertThat(seen).containsExactly(PushMojo.class.getClassLoader());
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(another);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "dryRun", value = "true")
  void sendsNothingInADryRun(PushMojo mojo) throws Exception {
    push(mojo);
    endSession();

    assertThat(registry.requests()).extracting(r -> r.method()).containsOnly("GET", "HEAD");
    assertThat(project.getProperties()).doesNotContainKey("oci.image.digest");
  }

  @Test
  @InjectMojo(goal = "push")
  void leavesTheOtherEventsToWhoeverListens(PushMojo mojo) throws Exception {
    push(mojo);

    assertThatThrownBy(() -> request.getExecutionListener().projectSucceeded(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("told");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "attachDigest", value = "true")
  void doesNotAttachWhatIsPushedTooLate(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("Cannot attach the digest", "pushAtEnd", "#attach-digest");
  }
}
