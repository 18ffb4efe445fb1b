package io.github.ocimaven.mojo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.ocimaven.mojo.PushMojo;
import io.github.ocimaven.mojo.PushMojoFixture;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;

/** The state that the goals of one Maven session share. */
@MojoTest
class BuildSessionTest extends PushMojoFixture {

  private static MavenSession session(RepositorySystemSession repositories) {
    MavenSession session = mock(MavenSession.class);
    when(session.getRepositorySession()).thenReturn(repositories);
    when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
    return session;
  }

  @Test
  void isOneForAllSessionsThatShareARepositorySession() {
    RepositorySystemSession repositories = new DefaultRepositorySystemSession();

    assertThat(BuildSession.of(session(repositories)))
        .isSameAs(BuildSession.of(session(repositories)))
        .isNotSameAs(BuildSession.of(session(new DefaultRepositorySystemSession())));
  }

  @Test
  void isOneForAllThreads() throws InterruptedException {
    RepositorySystemSession repositories = new DefaultRepositorySystemSession();
    Set<BuildSession> found = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(8);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      MavenSession session = session(repositories);
      threads.execute(
          () -> {
            start.countDown();
            awaitQuietly(start);
            found.add(BuildSession.of(session));
          });
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(found).hasSize(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void isPrivateWithoutARepositorySession() {
    MavenSession alone = session(null);

    assertThat(BuildSession.of(alone)).isNotSameAs(BuildSession.of(alone));
  }

  /** Pushes to two repositories, as two modules do. */
  private void pushTwice(PushMojo mojo, RepositorySystemSession one, RepositorySystemSession two)
      throws Exception {
    registry.close();
    registry = EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start();
    for (RepositorySystemSession repositories : new RepositorySystemSession[] {one, two}) {
      when(session.getRepositorySession()).thenReturn(repositories);
      push(mojo);
    }
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "username", value = "ci")
  @MojoParameter(name = "password", value = "s3cret")
  void itsGoalsShareConnectionsAndTokens(PushMojo mojo) throws Exception {
    RepositorySystemSession repositories = new DefaultRepositorySystemSession();

    pushTwice(mojo, repositories, repositories);

    assertThat(registry.requests("GET", "/v2/")).filteredOn(BuildSessionTest::isProbe).hasSize(1);
    assertThat(registry.tokenRequests()).isEqualTo(1);
    assertThat(registry.connections()).isLessThanOrEqualTo(9);
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "username", value = "ci")
  @MojoParameter(name = "password", value = "s3cret")
  void twoSessionsShareNothing(PushMojo mojo) throws Exception {
    pushTwice(mojo, new DefaultRepositorySystemSession(), new DefaultRepositorySystemSession());

    assertThat(registry.requests("GET", "/v2/")).filteredOn(BuildSessionTest::isProbe).hasSize(2);
    assertThat(registry.tokenRequests()).isEqualTo(2);
  }

  private static boolean isProbe(RecordedRequest request) {
    return request.path().equals("/v2/");
  }
}
