package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests of a push if the registry already has everything. */
class UnchangedPushTest {

  @TempDir private Path directory;

  private List<RecordedRequest> pushTwice(String... tags) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry, tags);
      registry.clearRequests();
      push(registry, tags);
      return registry.requests();
    }
  }

  private void push(EmbeddedRegistry registry, String... tags) {
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of(tags));
    new Pusher(Connections.anonymous().open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  @Test
  void anImageTakesAQuestionBesidesTheOneForTheScheme() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").layer("app").write();

    assertThat(pushTwice("1.0"))
        .extracting(RecordedRequest::summary)
        .containsExactly("GET /v2/ 200", "HEAD /v2/acme/app/manifests/1.0 200");
  }

  @Test
  void anIndexTakesNoMore() throws IOException {
    TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");

    assertThat(pushTwice("1.0"))
        .extracting(RecordedRequest::summary)
        .containsExactly("GET /v2/ 200", "HEAD /v2/acme/app/manifests/1.0 200");
  }

  @Test
  void eachTagIsAskedForOnce() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();

    assertThat(pushTwice("1.0", "latest"))
        .extracting(RecordedRequest::summary)
        .containsExactlyInAnyOrder(
            "GET /v2/ 200",
            "HEAD /v2/acme/app/manifests/1.0 200",
            "HEAD /v2/acme/app/manifests/latest 200");
  }
}
