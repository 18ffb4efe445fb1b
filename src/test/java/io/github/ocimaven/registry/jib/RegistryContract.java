package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.RoleContract;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter's behavior with every registry, our test double and real ones alike. */
abstract class RegistryContract {

  @TempDir Path directory;

  /** Returns the registry's {@code HOST:PORT}. */
  abstract String registry();

  /** Returns whether the registry supports the referrers API. */
  abstract boolean listsReferrers();

  private static final AtomicInteger REPOSITORIES = new AtomicInteger();

  private final JibRepositories registries = Connections.anonymous().connections(4).open();

  Target target(String repository, String... tags) {
    return new Target(registry(), repository, List.of(tags));
  }

  PushResult push(Target target) {
    return push(target, null);
  }

  PushResult push(Target target, @Nullable String sourceReference) {
    return new Pusher(registries, PushListener.NONE)
        .push(Requests.push(directory, "oci", sourceReference, List.of(target), 4, false))
        .get(0);
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + registry() + "/v2/" + path))
                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                .header("Accept", "application/vnd.oci.image.index.v1+json")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void servesWhatWasPushedBitForBit() throws Exception {
    WrittenImage image =
        TestImages.layout(directory.resolve("oci"))
            .layer("base")
            .randomLayer(3_000_000, 1)
            .annotation("org.example", "kept")
            .write();

    PushResult result = push(target("acme/app", "1.0", "latest"));

    assertThat(result.digest()).hasToString(image.manifestDigest());
    for (String tag : List.of("1.0", "latest")) {
      assertThat(get("acme/app/manifests/" + tag).body()).isEqualTo(image.manifestBytes());
    }
    for (String digest : image.blobDigests()) {
      if (!digest.equals(image.manifestDigest())) {
        assertThat(get("acme/app/blobs/" + digest).body())
            .isEqualTo(Files.readAllBytes(image.blobFile(digest)));
      }
    }
  }

  @Test
  void takesABlobInTwoRequestsAndInThree() throws Exception {
    List<String> wireLog = new CopyOnWriteArrayList<>();
    TestBlob small = TestBlob.random(5_000_000, 1);
    TestBlob large = TestBlob.random(5_000_001, 2);
    try (Repository repository =
        Connections.anonymous()
            .wholeUpTo(small.size())
            .wireLog(wireLog::add)
            .open()
            .open(target("acme/sizes", "1.0"))) {
      repository.putBlob(small.descriptor(), small, sent -> {});
      repository.putBlob(large.descriptor(), large, sent -> {});
    }

    assertThat(get("acme/sizes/blobs/" + small.digest()).body()).isEqualTo(small.bytes());
    assertThat(get("acme/sizes/blobs/" + large.digest()).body()).isEqualTo(large.bytes());
    assertThat(wireLog)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("GET", "POST", "PUT", "POST", "PATCH", "PUT");
  }

  @Test
  void servesEveryPlatformOfAnIndex() throws Exception {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");

    push(target("acme/multi", "1.0"));

    assertThat(get("acme/multi/manifests/1.0").body()).isEqualTo(index.indexBytes());
    for (WrittenImage image : index.images()) {
      assertThat(get("acme/multi/manifests/" + image.manifestDigest()).body())
          .isEqualTo(image.manifestBytes());
    }
  }

  @Test
  void sendsAnEmptyLayer() throws Exception {
    TestImages.layout(directory.resolve("oci")).rawLayer("application/x", new byte[0]).write();

    push(target("acme/empty", "1.0"));

    assertThat(get("acme/empty/blobs/" + Digest.sha256(new byte[0])).statusCode()).isEqualTo(200);
  }

  @Test
  void findsEverythingThereTheSecondTime() throws Exception {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    push(target("acme/twice", "1.0"));

    PushResult again = push(target("acme/twice", "1.0"));
    PushResult retagged = push(target("acme/twice", "2.0"));

    assertThat(again.isUnchanged()).isTrue();
    assertThat(retagged.uploaded().blobs()).isZero();
    assertThat(retagged.movedTags()).containsExactly("2.0");
  }

  @Test
  void mountsIntoASecondRepository() throws Exception {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();

    List<PushResult> results =
        Requests.oneByOne(
            new Pusher(registries, PushListener.NONE),
            Requests.push(
                directory,
                "oci",
                null,
                List.of(target("acme/first", "1.0"), target("acme/second", "1.0")),
                4,
                false));

    assertThat(results.get(1).mounted().blobs()).isEqualTo(2);
    assertThat(results.get(1).uploaded().bytes()).isZero();
    assertThat(get("acme/second/blobs/" + image.configDigest()).body())
        .isEqualTo(Files.readAllBytes(image.blobFile(image.configDigest())));
  }

  @Test
  void hasNothingUnderAnUnknownReference() {
    try (Repository repository = registries.open(target("acme/none", "1.0"))) {
      assertThat(repository.manifestDigest(ManifestName.tag("1.0"))).isEmpty();
      assertThat(repository.manifest(ManifestName.tag("1.0"))).isEmpty();
    }
  }

  @Test
  void saysWhatTheRegistrySaysOfABrokenManifest() throws Exception {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    try (Repository repository = registries.open(target("acme/broken", "1.0"))) {
      var manifest = new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes());

      assertThatThrownBy(() -> repository.putManifest(ManifestName.tag("1.0"), manifest))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("Cannot put manifest 1.0 to " + registry() + "/acme/broken: ")
          .hasMessageContaining("BLOB_UNKNOWN");
    }
  }

  @Nested
  class Roles extends RoleContract {

    @Override
    protected FullRepository open() {
      return registries.open(target("acme/roles" + REPOSITORIES.incrementAndGet(), "1.0"));
    }

    @Override
    protected boolean listsReferrers() {
      return RegistryContract.this.listsReferrers();
    }
  }
}
