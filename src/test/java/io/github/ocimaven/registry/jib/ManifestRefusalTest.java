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
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenIndex;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses to the PUT of a manifest that say more than their status. */
class ManifestRefusalTest {

  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final Manifest MANIFEST =
      new Manifest(MediaType.OCI_MANIFEST, "{}".getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  private Target target() {
    return new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
  }

  private RegistryException put(ManifestName name, Answer answer) {
    registry.intercept(Interceptor.on("PUT", "/manifests/", answer));
    RetryingRepositories registries =
        new RetryingRepositories(
            Connections.anonymous().open(),
            new RetrySettings(3, Duration.ZERO),
            2,
            RetryListener.NONE);
    RegistryException[] thrown = new RegistryException[1];
    try (Repository opened = registries.open(target())) {
      assertThatThrownBy(() -> opened.putManifest(name, MANIFEST))
          .isInstanceOfSatisfying(RegistryException.class, e -> thrown[0] = e);
    }
    return thrown[0];
  }

  /** The messages of registries; ManifestFailures names their sources. */
  static Stream<Arguments> immutableTags() {
    return Stream.of(
        Arguments.of(
            "ECR",
            Answer.error(
                400,
                "TAG_INVALID",
                "The image tag '1.0' already exists in the 'acme/app' repository and cannot be"
                    + " overwritten because the tag is immutable.")),
        Arguments.of(
            "ECR before",
            Answer.error(
                400,
                "TAG_INVALID",
                "The image tag '1.0' already exists in the 'acme/app' repository and cannot be"
                    + " overwritten because the repository is immutable.")),
        Arguments.of(
            "Harbor",
            Answer.error(
                412,
                "PRECONDITION",
                "Failed to process request due to 'acme/app:1.0' configured as immutable.")),
        Arguments.of("Quay", Answer.error(409, "TAG_ALREADY_EXISTS", "tag was already pushed")),
        Arguments.of(
            "Docker Hub",
            Answer.error(
                403,
                "DENIED",
                "requested access to the resource is denied - This tag is already assigned to an"
                    + " image in this repository and cannot be updated due to immutability"
                    + " settings. To push this image, use a different tag.")),
        Arguments.of(
            "Nexus",
            Answer.json(
                400,
                "{\"errors\":[{\"code\":\"BLOB_UPLOAD_INVALID\",\"message\":\"blob upload"
                    + " invalid\",\"detail\":\"Repository does not allow updating assets:"
                    + " docker\"}]}")),
        Arguments.of(
            "Google",
            Answer.error(
                400, "FAILED_PRECONDITION", "The repository has enabled tag immutability.")),
        Arguments.of(
            "Alibaba",
            Answer.error(
                403, "DENIED", "The requested tag already exists and cannot be overwritten.")),
        Arguments.of("the code alone", Answer.error(409, "TAG_IMMUTABLE", "")),
        Arguments.of("no JSON", Answer.status(409).withBody("tag 1.0 already exists")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("immutableTags")
  void recognisesATagThatDoesNotMove(String name, Answer answer) {
    RegistryException refused = put(ManifestName.tag("1.0"), answer);

    assertThat(refused.reason()).as(name).isEqualTo(Reason.TAG_IMMUTABLE);
    assertThat(refused.status()).isEqualTo(answer.status());
    assertThat(refused.isUserFixable()).isTrue();
    assertThat(refused)
        .hasMessageStartingWith(
            "Cannot put manifest 1.0 to "
                + registry.hostAndPort()
                + "/acme/app: the registry does not allow moving the tag 1.0 ("
                + answer.status()
                + ": ")
        .hasMessageEndingWith(
            "); push under another tag or version, or ask the registry's administrator to"
                + " allow moving tags");
    assertThat(registry.requests("PUT", "/manifests/")).hasSize(1);
  }

  @Test
  void quotesWhatARegistrySaysInTheDetailOnly() {
    assertThat(
            put(
                ManifestName.tag("1.0"),
                Answer.json(
                    400,
                    "{\"errors\":[{\"code\":\"BLOB_UPLOAD_INVALID\",\"message\":\"invalid\","
                        + "\"detail\":\"Repository does not allow updating assets: docker\"}]}")))
        .hasMessageContaining(
            "(400: BLOB_UPLOAD_INVALID, invalid (Repository does not allow updating assets:"
                + " docker))");
  }

  @Test
  void takesA403WithoutSuchWordsForDeniedAccess() {
    assertThat(put(ManifestName.tag("1.0"), Answer.error(403, "DENIED", "not yours")).reason())
        .isEqualTo(Reason.DENIED);
  }

  @Test
  void knowsNoImmutableTagWhereTheManifestIsPutByDigest() {
    ManifestName digest = ManifestName.of(MANIFEST.digest());
    assertThat(put(digest, Answer.error(409, "CONFLICT", "it already exists")).reason())
        .isEqualTo(Reason.REFUSED);
  }

  static Stream<Arguments> lackingContent() {
    return Stream.of(
        Arguments.of(400, error("MANIFEST_BLOB_UNKNOWN", "{\"digest\":\"sha256:" + HEX + "\"}")),
        Arguments.of(404, error("MANIFEST_BLOB_UNKNOWN", "\"sha256:" + HEX + "\"")),
        Arguments.of(404, error("BLOB_UNKNOWN", "\"sha256:" + HEX + "\"")),
        Arguments.of(404, error("MANIFEST_UNKNOWN", "{\"Tag\":\"sha256:" + HEX + "\"}")),
        Arguments.of(400, error("MANIFEST_INVALID", "\"sha256:" + HEX + " not found\"")));
  }

  private static String error(String code, String detail) {
    return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"m\",\"detail\":" + detail + "}]}";
  }

  @ParameterizedTest
  @MethodSource("lackingContent")
  void recognisesWhatTheRegistryLacks(int status, String body) {
    RegistryException refused = put(ManifestName.tag("1.0"), Answer.json(status, body));

    assertThat(refused.reason()).isEqualTo(Reason.CONTENT_LACKING);
    assertThat(refused.lacking()).containsExactly(Digest.parse("sha256:" + HEX));
    assertThat(refused)
        .hasMessageContainingAll(
            "the registry lacks content that the manifest refers to: sha256:" + HEX, "(" + status);
    assertThat(registry.requests("PUT", "/manifests/")).hasSize(1);
  }

  @Test
  void recognisesThatItLacksSomethingWhereItDoesNotSayWhat() {
    RegistryException refused =
        put(
            ManifestName.tag("1.0"),
            Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry"));

    assertThat(refused.reason()).isEqualTo(Reason.CONTENT_LACKING);
    assertThat(refused.lacking()).isEmpty();
  }

  @Test
  void takesAManifestThatIsInvalidItselfForThat() {
    assertThat(
            put(
                    ManifestName.tag("1.0"),
                    Answer.error(400, "MANIFEST_INVALID", "unknown field in " + MANIFEST.digest()))
                .reason())
        .isEqualTo(Reason.REFUSED);
    registry.behave();
    assertThat(
            put(
                    ManifestName.tag("1.0"),
                    Answer.error(400, "MANIFEST_INVALID", "config sha256:" + HEX + " too old"))
                .reason())
        .isEqualTo(Reason.REFUSED);
    registry.behave();
    assertThat(
            put(ManifestName.tag("1.0"), Answer.error(404, "NAME_UNKNOWN", "no such project"))
                .reason())
        .isEqualTo(Reason.REPOSITORY_REFUSED);
  }

  @Test
  void pushesAgainWhatWasCollectedMeanwhile() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    String layer = index.images().get(0).blobDigests().get(1);
    String child = index.images().get(1).manifestDigest();
    AtomicBoolean collected = new AtomicBoolean();
    registry.intercept(
        request -> {
          if (request.method().equals("PUT")
              && request.path().endsWith("/manifests/1.0")
              && collected.compareAndSet(false, true)) {
            registry.deleteBlob("acme/app", layer);
            registry.deleteManifest("acme/app", child);
          }
          return Optional.empty();
        });

    new Pusher(Connections.anonymous().open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target()), 2, false));

    assertThat(registry.manifest("acme/app", "1.0").orElseThrow().bytes())
        .isEqualTo(index.indexBytes());
    assertThat(registry.blob("acme/app", layer)).isPresent();
    assertThat(registry.manifest("acme/app", child)).isPresent();
  }

  @Test
  void saysWhichMediaTypeTheRegistryDoesNotSupport() {
    RegistryException e =
        put(ManifestName.tag("1.0"), Answer.error(415, "MANIFEST_INVALID", "manifest invalid"));

    assertThat(e)
        .hasMessage(
            "Cannot put manifest 1.0 to "
                + target().name()
                + ": the registry does not support the media type "
                + MediaType.OCI_MANIFEST
                + " (415: MANIFEST_INVALID, manifest invalid)");
    assertThat(e.reason()).isEqualTo(Reason.MEDIA_TYPE_REFUSED);
    assertThat(e.isUserFixable()).isTrue();
    assertThat(e.topic()).isEqualTo("media-type-refused");
    assertThat(registry.requests("PUT", "/manifests/")).hasSize(1);
  }
}
