package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.RealRegistry;
import io.github.ocimaven.testing.RecordedRequest;
import io.github.ocimaven.testing.TestImages;
import io.github.ocimaven.testing.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Pushes to registries that behave as the ones do that people use. */
class RegistryQuirksTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  @TempDir Path directory;

  private WrittenImage image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        TestImages.layout(directory.resolve("oci")).layer("base").randomLayer(5_000_000, 1).write();
  }

  private static EmbeddedRegistry start(EmbeddedRegistryBuilder builder) throws IOException {
    EmbeddedRegistry registry = builder.bearerAuth("ci", "s3cret").start();
    List.of("acme/app", "acme/copy", "team/app").forEach(registry::createRepository);
    return registry;
  }

  private static EmbeddedRegistry start(RealRegistry real) throws IOException {
    return start(EmbeddedRegistry.builder().like(real));
  }

  private List<PushResult> push(EmbeddedRegistry registry, String... repositories) {
    List<Target> targets =
        Arrays.stream(repositories)
            .map(name -> new Target(registry.hostAndPort(), name, List.of("1.0")))
            .toList();
    return new Pusher(Connections.as(CI).connections(4).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, targets, 4, false));
  }

  private void assertComplete(EmbeddedRegistry registry, String repository) throws IOException {
    assertThat(registry.tags(repository)).containsExactly("1.0");
    assertThat(registry.manifest(repository, "1.0").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
    for (String digest : image.blobDigests()) {
      if (!digest.equals(image.manifestDigest())) {
        assertThat(registry.blob(repository, digest).orElseThrow())
            .isEqualTo(Files.readAllBytes(image.blobFile(digest)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ARTIFACTORY")
  void everyByteArrives(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry = start(real)) {
      push(registry, "acme/app");

      assertComplete(registry, "acme/app");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ARTIFACTORY")
  void nothingIsSentTwice(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry = start(real)) {
      push(registry, "acme/app");
      registry.clearRequests();

      assertThat(push(registry, "acme/app").get(0).isUnchanged()).isTrue();
      assertThat(registry.requests()).noneMatch(request -> request.bodyBytes() > 0);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ARTIFACTORY")
  void mountsOrSendsAgain(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry = start(real)) {
      List<PushResult> results = push(registry, "acme/app", "acme/copy", "team/app");

      assertThat(results.get(1).mounted().blobs()).isEqualTo(3);
      assertThat(results.get(2).mounted().blobs()).isEqualTo(real == RealRegistry.HARBOR ? 0 : 3);
      for (String repository : List.of("acme/app", "acme/copy", "team/app")) {
        assertComplete(registry, repository);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ACR", "NEXUS"})
  void saysHowLongEveryBodyIs(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry = start(real)) {
      push(registry, "acme/app", "acme/copy");

      assertThat(registry.requests()).noneMatch(RecordedRequest::chunked);
    }
  }

  @Test
  void saysFromWhereToMount() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.QUAY)) {
      push(registry, "acme/app", "acme/copy");

      assertThat(registry.requests("POST", "/blobs/uploads/"))
          .filteredOn(request -> request.query().contains("mount="))
          .isNotEmpty()
          .allMatch(request -> request.query().contains("from=acme"));
    }
  }

  @Test
  void sendsALargeBodyWithoutARange() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GHCR)) {
      push(registry, "acme/app");

      assertThat(registry.requests()).noneMatch(request -> request.status() == 416);
    }
  }

  @Test
  void getsANewTokenInTheMiddleOfALayer() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GITLAB)) {
      push(registry, "acme/app");

      assertThat(registry.requests("PATCH", "/blobs/uploads/"))
          .anyMatch(request -> request.status() == 401);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ARTIFACTORY")
  void anImmutableTagThatNamesTheImageIsLeftAlone(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry =
        start(EmbeddedRegistry.builder().like(real).immutableTags(real))) {
      push(registry, "acme/app");

      assertThat(push(registry, "acme/app").get(0).isUnchanged()).isTrue();
    }
  }

  @Test
  void aNameWithoutAnOwnerIsRefused() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GITEA)) {
      assertThatThrownBy(() -> push(registry, "app"))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.REPOSITORY_REFUSED));
    }
  }
}
