package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.RealRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags that a registry refuses to move, each with the message of a real registry. */
class ImmutableTagsTest {

  @TempDir Path directory;

  private static EmbeddedRegistry start(RealRegistry words) throws IOException {
    return EmbeddedRegistry.builder().immutableTags(words).start();
  }

  /** Writes another image for each layer, and pushes it. */
  private PushResult push(EmbeddedRegistry registry, String layer) throws IOException {
    TestImages.layout(directory.resolve("oci-" + layer)).layer(layer).write();
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
    return new Pusher(Connections.anonymous().open(), PushListener.NONE)
        .push(Requests.push(directory, "oci-" + layer, null, List.of(target), 2, false))
        .get(0);
  }

  @ParameterizedTest
  @EnumSource
  void mayNameTheImageAlready(RealRegistry words) throws IOException {
    try (EmbeddedRegistry registry = start(words)) {
      push(registry, "a");

      assertThat(push(registry, "a").isUnchanged()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACR", "ARTIFACTORY"})
  void isNamedWhereTheRegistrySaysSo(RealRegistry words) throws IOException {
    try (EmbeddedRegistry registry = start(words)) {
      push(registry, "a");

      assertThatThrownBy(() -> push(registry, "b"))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TAG_IMMUTABLE))
          .hasMessageContainingAll(
              "the registry does not allow moving the tag 1.0 (",
              "push under another tag or version");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ACR", "ARTIFACTORY"})
  void isSuspectedWhereTheRegistryDoesNotSaySo(RealRegistry words) throws IOException {
    try (EmbeddedRegistry registry = start(words)) {
      PushResult before = push(registry, "a");

      assertThatThrownBy(() -> push(registry, "b"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining(
              "; the tag names "
                  + before.digest()
                  + ", perhaps the registry lets no tag move; 2 of 2 blobs (");
    }
  }
}
