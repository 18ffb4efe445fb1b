package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.FullRepositoryOpener;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.registry.RealRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Pushes one image to registries that behave like real ones. */
abstract class RegistryQuirksFixture {
  static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  static final int PARALLELISM = 4;

  @TempDir Path directory;

  WrittenImage image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        TestImages.layout(directory.resolve("oci")).layer("base").randomLayer(5_000_000, 1).write();
  }

  static EmbeddedRegistry start(EmbeddedRegistryBuilder builder) throws IOException {
    EmbeddedRegistry registry = builder.bearerAuth("ci", "s3cret").start();
    List.of("acme/app", "acme/copy", "team/app").forEach(registry::createRepository);
    return registry;
  }

  static EmbeddedRegistry start(RealRegistry real) throws IOException {
    return start(EmbeddedRegistry.builder().like(real));
  }

  List<PushResult> push(EmbeddedRegistry registry, String... repositories) {
    List<Target> targets =
        Arrays.stream(repositories)
            .map(name -> new Target(registry.hostAndPort(), name, List.of("1.0")))
            .toList();
    FullRepositoryOpener registries =
        Connections.as(CI).connections(PARALLELISM).wholeUpTo(4 * 1024 * 1024).open();
    RetrySettings impatient = new RetrySettings(5, Duration.ZERO);
    return Requests.oneByOne(
        new Pusher(
            new RetryingRepositories(registries, impatient, PARALLELISM, RetryListener.NONE),
            PushListener.NONE),
        Requests.push(directory, "oci", null, targets, PARALLELISM, false));
  }

  void assertComplete(EmbeddedRegistry registry, String repository) throws IOException {
    assertThat(registry.tags(repository)).containsExactly("1.0");
    assertThat(registry.manifest(repository, "1.0").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
    for (String digest : image.blobDigests()) {
      assertThat(registry.blob(repository, digest).orElseThrow())
          .isEqualTo(Files.readAllBytes(image.blobFile(digest)));
    }
  }
}
