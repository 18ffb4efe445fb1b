package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A layout that a test corrupts before it is pushed. */
abstract class HostileLayoutFixture {
  static final Target TARGET = new Target("localhost", "app", List.of("1.0"));

  @TempDir Path project;

  final InMemoryRepository registry = new InMemoryRepository();
  WrittenImage image;
  Path layer;
  Path index;

  @BeforeEach
  void writeLayout() throws IOException {
    image = TestImages.layout(project.resolve("oci")).layer("a layer").refName("1.0").write();
    layer = image.blobFile(image.blobDigests().get(1));
    index = image.directory().resolve("index.json");
  }

  PushResult push(String source) {
    return new Pusher(target -> registry, PushListener.NONE)
        .push(Requests.push(project, source, null, List.of(TARGET), 2, false))
        .get(0);
  }

  /** There was no request to the registry, so nothing can have been sent. */
  void assertRefused(String source, String... rules) {
    assertThatThrownBy(() -> push(source))
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e ->
                assertThat(e.findings())
                    .filteredOn(Finding::isError)
                    .extracting(Finding::rule)
                    .contains(rules[0])
                    .isSubsetOf(rules));
    assertThat(registry.calls()).isEmpty();
  }

  void assertPushed(String source) {
    assertThat(push(source).digest()).hasToString(image.manifestDigest());
    assertThat(registry.stored("1.0")).isPresent();
  }
}
