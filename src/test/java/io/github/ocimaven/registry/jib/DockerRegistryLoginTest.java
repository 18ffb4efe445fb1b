package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Basic authentication with Debian's docker-registry and its file of users. */
class DockerRegistryLoginTest {

  private static DockerRegistry registry;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    RequiredTools.assume(DockerRegistry.TOOL);
    registry = DockerRegistry.startAuthenticated();
  }

  @AfterAll
  static void stop() throws IOException {
    if (registry != null) {
      registry.close();
    }
  }

  @BeforeEach
  void writeImage() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  private PushResult push(Connections connections) {
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
    return new Pusher(connections.open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false))
        .get(0);
  }

  private static Credentials login(String password) {
    return new Credentials.Login(DockerRegistry.USER, password, "a test");
  }

  @Test
  void logsIn() {
    assertThat(push(Connections.as(login(DockerRegistry.PASSWORD))).movedTags())
        .containsExactly("1.0");
  }

  @Test
  void namesWhereAWrongPasswordCameFrom() {
    assertThatThrownBy(() -> push(Connections.as(login("wr0ng"))))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED))
        .hasMessageContaining("the registry refused the credentials from a test (401")
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  void saysWhereItLookedForCredentialsInVain() {
    assertThatThrownBy(() -> push(Connections.anonymous()))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED))
        .hasMessageContaining("and none were found in a test; set 'username' and 'password'");
  }
}
