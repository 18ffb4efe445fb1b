package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Pushes an image and expects a failure. */
abstract class RegistryFailureFixture {
  @TempDir Path directory;

  @BeforeEach
  void writeImage() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  void push(String registry, @Nullable Credentials credentials, Duration timeout) {
    Connections connections =
        credentials == null ? Connections.anonymous() : Connections.as(credentials);
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    new Pusher(connections.timeout(timeout).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  void assertFailure(
      String registry, @Nullable Credentials credentials, Reason reason, String... words) {
    assertThatThrownBy(() -> push(registry, credentials, Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining(registry + "/acme/app: ")
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("wr0ng", "\n");
  }

  void assertFailure(EmbeddedRegistry registry, Answer answer, Reason reason, String... words) {
    registry.behave();
    registry.intercept(Interceptor.on("POST", "/blobs/uploads/", answer));
    assertFailure(registry.hostAndPort(), null, reason, words);
    assertThat(registry.tags("acme/app")).isEmpty();
  }
}
