package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.MountSource;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A registry that claims to have blobs that it lacks, and that names all of them, some or none when
 * it refuses the manifest.
 */
class UntrueClaimsTest {

  @TempDir Path directory;

  private WrittenImage image;

  @BeforeEach
  void write() throws IOException {
    image = TestImages.layout(directory.resolve("oci")).layer("1").layer("2").layer("3").write();
  }

  private PushRequest request(EmbeddedRegistry registry, String repository, String... tags) {
    Target target = new Target(registry.hostAndPort(), repository, List.of(tags));
    return Requests.push(directory, "oci", null, List.of(target), 4, false);
  }

  private PushResult push(PushRequest request) {
    return new Pusher(Connections.anonymous().open(), PushListener.NONE).push(request).get(0);
  }

  private void assertComplete(EmbeddedRegistry registry, String repository) throws IOException {
    assertThat(registry.manifest(repository, "1.0").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
    for (String digest : image.blobDigests()) {
      if (!digest.equals(image.manifestDigest())) {
        assertThat(registry.blob(repository, digest)).isPresent();
      }
    }
  }

  @ParameterizedTest(name = "that names {0} of them")
  @ValueSource(ints = {0, 1, 2, 100})
  void getsAllBlobsThatItClaimedToHave(int named) throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().claimsAllBlobs().namesOfLacking(named).start()) {
      PushResult result = push(request(registry, "acme/app", "1.0", "latest"));

      assertComplete(registry, "acme/app");
      assertThat(result.uploaded().blobs()).isEqualTo(4);
      assertThat(registry.requests("PUT", "/manifests/sha256:")).hasSize(2);
    }
  }

  @ParameterizedTest(name = "that names {0} of them")
  @ValueSource(ints = {0, 1, 100})
  void getsAllBlobsThatItClaimedToMount(int named) throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().claimsAllBlobs().namesOfLacking(named).start()) {
      push(
          request(registry, "acme/app", "1.0")
              .withMountFrom(List.of(MountSource.parse("acme/base"))));

      assertComplete(registry, "acme/app");
    }
  }

  @ParameterizedTest(name = "that names {0} of them")
  @ValueSource(ints = {0, 1, 100})
  void getsAllBlobsThatAnotherModuleVouchedFor(int named) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().namesOfLacking(named).start()) {
      PushRequest first = request(registry, "acme/app", "1.0");
      push(first);
      registry.deleteManifest("acme/app", image.manifestDigest());
      for (String digest : image.blobDigests()) {
        registry.deleteBlob("acme/app", digest);
      }

      push(request(registry, "acme/app", "1.0").withSession(first.session()));

      assertComplete(registry, "acme/app");
    }
  }

  @Test
  void getsOnlyWhatThePushHasNotSentItself() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().namesOfLacking(1).start()) {
      push(request(registry, "acme/app", "1.0"));
      String kept = image.configDigest();
      registry.deleteManifest("acme/app", image.manifestDigest());
      registry.deleteBlob("acme/app", kept);
      registry.clearRequests();
      String lost = image.blobDigests().get(2);
      registry.intercept(
          request -> {
            if (request.path().contains("/manifests/1.0") && request.method().equals("PUT")) {
              registry.behave();
              registry.deleteBlob("acme/app", lost);
            }
            return Optional.empty();
          });

      push(request(registry, "acme/app", "1.0"));

      assertComplete(registry, "acme/app");
      assertThat(registry.requests("PUT", "/blobs/uploads/"))
          .as("the config, and then all but the config")
          .hasSize(4);
    }
  }
}
