package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.push.tag.TagTakenException;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registries that support no manifest with Docker's media types, as zot 2.1.20 does by default. */
class DockerTypesRefusedTest {

  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
  private static final String APP = "acme/app";

  @TempDir Path directory;

  private final List<String> events = new ArrayList<>();
  private EmbeddedRegistry strict;
  private EmbeddedRegistry lenient;
  private Digest docker;
  private Digest oci;

  private final PushListener listener =
      new PushListener() {
        @Override
        public void formatRefused(Target target, Digest refused, Digest pushed) {
          events.add("refused " + target.name() + " " + refused + " " + pushed);
        }

        @Override
        public void formatKept(String reference, Digest other, Digest kept) {
          events.add("kept " + reference + " " + other + " " + kept);
        }
      };

  @BeforeEach
  void start() throws IOException {
    TestImages.dockerArchive(directory.resolve("image.tar")).layer("1").gzipLayer("2").write();
    strict = EmbeddedRegistry.builder().refusesDockerTypes().severalTags().start();
    lenient = EmbeddedRegistry.start();
    docker = check(ImageFormat.DOCKER);
    oci = check(ImageFormat.OCI);
  }

  @AfterEach
  void stop() throws IOException {
    strict.close();
    lenient.close();
  }

  private Digest check(ImageFormat format) {
    return pusher().check(withFormat(request(to(strict)), format));
  }

  private Pusher pusher() {
    return new Pusher(Connections.anonymous().open(), listener);
  }

  private static Target to(EmbeddedRegistry registry, String... tags) {
    return new Target(
        registry.hostAndPort(), APP, tags.length == 0 ? List.of("1.0", "latest") : List.of(tags));
  }

  private PushRequest request(Target... targets) {
    return Requests.push(directory, "image.tar", null, List.of(targets), 4, false);
  }

  private static PushRequest withFormat(PushRequest request, ImageFormat format) {
    return new PushRequest(
        request.source().withOptions(request.source().options().withImage(List.of(), format)),
        false,
        request.targets(),
        request.session(),
        false,
        request.tagRule(),
        List.of(),
        null);
  }

  private String refused() {
    return "refused " + strict.hostAndPort() + "/" + APP + " " + docker + " " + oci;
  }

  private static Optional<String> type(EmbeddedRegistry registry, String tag) {
    return registry.manifest(APP, tag).map(manifest -> manifest.mediaType());
  }

  private static long uploads(EmbeddedRegistry registry) {
    return registry.requests("PUT", "/blobs/uploads/").size();
  }

  @Test
  void getTheImageWithOciMediaTypes() {
    PushResult result = pusher().push(request(to(strict))).get(0);

    assertThat(docker).isNotEqualTo(oci);
    assertThat(events).containsExactly(refused());
    assertThat(result.digest()).isEqualTo(oci);
    assertThat(result.movedTags()).containsExactly("1.0", "latest");
    assertThat(result.uploaded().blobs()).isEqualTo(3);
    assertThat(strict.manifest(APP, "1.0").orElseThrow().digest()).isEqualTo(oci.toString());
    assertThat(type(strict, "latest")).contains(OCI);
    assertThat(uploads(strict)).isEqualTo(3);
  }

  @Test
  void getASingleTagSo() {
    assertThat(pusher().push(request(to(strict, "1.0"))).get(0).digest()).isEqualTo(oci);
    assertThat(type(strict, "1.0")).contains(OCI);
  }

  @Test
  void othersKeepDockersMediaTypes() {
    assertThat(pusher().push(request(to(lenient))).get(0).digest()).isEqualTo(docker);
    assertThat(type(lenient, "1.0")).contains(DOCKER);
    assertThat(events).isEmpty();
    assertThat(lenient.requests("PUT", "/manifests/")).as("nothing is asked in advance").hasSize(3);
  }

  @Test
  void anUnchangedImageIsNotOfferedAgain() {
    pusher().push(request(to(strict)));
    events.clear();
    strict.clearRequests();

    PushResult result = pusher().push(request(to(strict))).get(0);

    assertThat(result.isUnchanged()).isTrue();
    assertThat(result.digest()).isEqualTo(oci);
    assertThat(strict.requests("PUT", "/")).isEmpty();
    assertThat(strict.requests("HEAD", "/manifests/")).hasSize(2);
    assertThat(events)
        .containsExactly("kept " + to(strict).reference("1.0") + " " + docker + " " + oci);
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void anUnchangedImageIsThereWhateverMayMove(Overwrite overwrite) {
    pusher().push(request(to(strict)));

    assertThat(
            pusher()
                .push(request(to(strict)).withTagRule(new TagRule(overwrite, "1.0")))
                .get(0)
                .isUnchanged())
        .isTrue();
  }

  @Test
  void allDestinationsGetOneDigestWhereOneOfThemRefuses() {
    List<PushResult> results = pusher().push(request(to(lenient), to(strict)));

    assertThat(results).extracting(PushResult::digest).containsExactly(oci, oci);
    for (EmbeddedRegistry registry : List.of(lenient, strict)) {
      assertThat(type(registry, "1.0")).contains(OCI);
      assertThat(type(registry, "latest")).contains(OCI);
      assertThat(uploads(registry)).isEqualTo(3);
    }
    assertThat(
            lenient.requests("PUT", "/manifests/").stream()
                .map(request -> request.header("Content-Type").orElseThrow()))
        .as("the first one had not been asked before the other one refused")
        .containsOnly(OCI);
    assertThat(events).containsExactly(refused());
  }

  @Test
  void theOrderOfTheDestinationsDoesNotMatter() {
    List<PushResult> results = pusher().push(request(to(strict), to(lenient)));

    assertThat(results).extracting(PushResult::digest).containsExactly(oci, oci);
    assertThat(type(lenient, "latest")).contains(OCI);
    assertThat(events).containsExactly(refused());
  }

  @Test
  void aDestinationWithDockersFormGetsTheOtherOneToo() {
    pusher().push(request(to(lenient)));
    events.clear();

    List<PushResult> results = pusher().push(request(to(lenient), to(strict)));

    assertThat(results).extracting(PushResult::digest).containsExactly(oci, oci);
    assertThat(type(lenient, "1.0")).contains(OCI);
  }

  @Test
  void noTagMovesWhereThatFormMayNotReplaceAnother() {
    pusher().push(request(to(lenient)));

    assertThatThrownBy(
            () ->
                pusher()
                    .push(
                        request(to(lenient), to(strict))
                            .withTagRule(new TagRule(Overwrite.NEVER, "1.0"))))
        .isInstanceOf(TagTakenException.class)
        .hasMessageContainingAll(
            "Cannot push " + oci, " names " + docker, "overwrite is never; no tag was moved;");
    assertThat(type(lenient, "1.0")).contains(DOCKER);
    assertThat(strict.tags(APP)).isEmpty();
  }

  @Test
  void theErrorNamesTheParameterWhereItIsSet() {
    assertThatThrownBy(() -> pusher().push(withFormat(request(to(strict)), ImageFormat.DOCKER)))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.MEDIA_TYPE_REFUSED))
        .hasMessageContaining(
            "the registry does not support the media type "
                + DOCKER
                + " (415: MANIFEST_INVALID, manifest invalid); set 'imageFormat' to oci; 3 of 3");
    assertThat(strict.tags(APP)).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void theErrorNamesTheParameterWhereTheDigestWasAnnouncedBefore() {
    assertThatThrownBy(() -> pusher().push(request(to(strict)).withExpectedDigest(docker)))
        .hasMessageContaining("; set 'imageFormat' to oci; ");
    assertThat(strict.tags(APP)).isEmpty();
  }

  /** Gives a layout's image Docker's media types, as {@code skopeo copy} keeps them. */
  private void dockerLayout(WrittenImage image) throws IOException {
    String manifest =
        new String(image.manifestBytes(), StandardCharsets.UTF_8)
            .replace(OCI, DOCKER)
            .replace(
                "application/vnd.oci.image.config.v1+json",
                "application/vnd.docker.container.image.v1+json")
            .replace(
                "application/vnd.oci.image.layer.v1.tar+gzip",
                "application/vnd.docker.image.rootfs.diff.tar.gzip");
    Digest digest = Digest.sha256(manifest);
    Path layout = directory.resolve("layout");
    Files.writeString(layout.resolve("blobs/sha256").resolve(digest.encoded()), manifest);
    Files.writeString(
        layout.resolve("index.json"),
        """
        {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"%s","size":%d}]}\
        """
            .formatted(DOCKER, digest, manifest.length()));
  }

  @Test
  void theErrorNamesTheBuildsOwnSwitchWhereTheManifestIsTheSources() throws IOException {
    dockerLayout(TestImages.layout(directory.resolve("layout")).layer("1").write());

    assertThatThrownBy(
            () ->
                pusher()
                    .push(Requests.push(directory, "layout", null, List.of(to(strict)), 4, false)))
        .hasMessageContaining(
            "; let the build write an image with OCI media types (Jib does with"
                + " <container><format>OCI); ");
    assertThat(strict.tags(APP)).isEmpty();
  }

  @Test
  void aDryRunPutsNothing() {
    PushRequest request = Requests.push(directory, "image.tar", null, List.of(to(strict)), 4, true);

    assertThat(pusher().push(request).get(0).digest()).isEqualTo(docker);
    assertThat(Stream.of("PUT", "POST").flatMap(method -> strict.requests(method, "/").stream()))
        .isEmpty();
  }
}
