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
import io.github.ocimaven.registry.RegistryOpener;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRegistries;
import io.github.ocimaven.testing.Answer;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.Interceptor;
import io.github.ocimaven.testing.RealRegistry;
import io.github.ocimaven.testing.RecordedRequest;
import io.github.ocimaven.testing.RegistryRequest;
import io.github.ocimaven.testing.TestImages;
import io.github.ocimaven.testing.WrittenImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes to registries that behave as the ones do that people use. */
class RegistryQuirksTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  private static final int PARALLELISM = 4;

  /** Among the blobs of the image. */
  private static final int LARGE_LAYER = 2;

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
    RegistryOpener registries =
        Connections.as(CI).connections(PARALLELISM).wholeUpTo(4 * 1024 * 1024).open();
    RetrySettings impatient = new RetrySettings(5, Duration.ZERO);
    return Requests.oneByOne(
        new Pusher(
            new RetryingRegistries(registries, impatient, PARALLELISM, RetryListener.NONE),
            PushListener.NONE),
        Requests.push(directory, "oci", null, targets, PARALLELISM, false));
  }

  private void assertComplete(EmbeddedRegistry registry, String repository) throws IOException {
    assertThat(registry.tags(repository)).containsExactly("1.0");
    assertThat(registry.manifest(repository, "1.0").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
    for (String digest : image.blobDigests()) {
      assertThat(registry.blob(repository, digest).orElseThrow())
          .isEqualTo(Files.readAllBytes(image.blobFile(digest)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyByteArrives(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry = start(real)) {
      push(registry, "acme/app");

      assertComplete(registry, "acme/app");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsSentTwice(RealRegistry real) throws IOException {
    try (EmbeddedRegistry registry = start(real)) {
      push(registry, "acme/app");
      registry.clearRequests();

      assertThat(push(registry, "acme/app").get(0).isUnchanged()).isTrue();
      assertThat(registry.requests()).noneMatch(request -> request.bodyBytes() > 0);
    }
  }

  @ParameterizedTest
  @EnumSource
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

  @Test
  void aMissingRepositoryIsSuspected() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.ECR)) {
      assertThatThrownBy(() -> push(registry, "acme/forgotten"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("/acme/forgotten: ", "repository", "create it");
    }
  }

  @Test
  void goesOnInPartsThatTheRegistryTakes() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GHCR)) {
      breakOff(registry, 1);

      push(registry, "acme/app");

      assertThat(registry.requests("PATCH", "/blobs/uploads/"))
          .filteredOn(request -> request.status() == 202)
          .extracting(request -> request.header("Content-Range").orElse("whole"))
          .contains("0-99", "100-4000099");
      assertComplete(registry, "acme/app");
    }
  }

  @Test
  void beginsAgainWhereTheRegistryMiscounts() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.ECR)) {
      breakOff(registry, 2);

      push(registry, "acme/app");

      assertThat(registry.requests("PATCH", "/blobs/uploads/"))
          .anyMatch(request -> request.status() == 416);
      assertComplete(registry, "acme/app");
    }
  }

  /** Breaks the upload of the large layer off, so many times after 100 bytes more. */
  private void breakOff(EmbeddedRegistry registry, int times) {
    AtomicInteger left = new AtomicInteger(times);
    registry.intercept(
        request ->
            request.method().equals("PATCH")
                    && request.header("Content-Length").orElse("").length() > 6
                    && left.getAndDecrement() > 0
                ? breakOff(request)
                : Optional.empty());
  }

  private Optional<Answer> breakOff(RegistryRequest request) {
    int offset = Integer.parseInt(request.header("Content-Range").orElse("0-").split("-", -1)[0]);
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    URI url = URI.create("http://" + request.header("Host").orElseThrow() + request.path() + query);
    try {
      byte[] layer = Files.readAllBytes(image.blobFile(image.blobDigests().get(LARGE_LAYER)));
      HttpRequest beginning =
          HttpRequest.newBuilder(url)
              .header("Authorization", request.header("Authorization").orElseThrow())
              .header("Content-Range", offset + "-" + (offset + 99))
              .method("PATCH", BodyPublishers.ofByteArray(layer, offset, 100))
              .build();
      HttpClient.newHttpClient().send(beginning, BodyHandlers.discarding());
      return Optional.of(Answer.status(503));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void findsTheBlobThatSomebodyElseWasFasterWith() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.NEXUS)) {
      AtomicInteger left = new AtomicInteger(1);
      registry.intercept(
          request ->
              request.method().equals("PUT")
                      && request.path().contains("/blobs/uploads/")
                      && left.getAndDecrement() > 0
                  ? Optional.of(overtake(registry, request.parameter("digest").orElseThrow()))
                  : Optional.empty());

      push(registry, "acme/app");

      assertThat(registry.requests("POST", "/blobs/uploads/"))
          .filteredOn(request -> request.status() == 202)
          .hasSize(3);
      assertComplete(registry, "acme/app");
    }
  }

  /**
   * Nexus does not let a blob be stored twice
   * (https://github.com/sonatype/nexus-public/issues/967).
   */
  private Answer overtake(EmbeddedRegistry registry, String digest) {
    try {
      registry.putBlob("acme/app", Files.readAllBytes(image.blobFile(digest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.error(400, "BLOB_UPLOAD_INVALID", "blob upload invalid");
  }

  @Test
  void whatIsAbsentMayBeForbiddenToReadButNotToPush() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.ARTIFACTORY)) {
      registry.intercept(
          Interceptor.on(
              "POST", "/blobs/uploads/", Answer.error(403, "DENIED", "you may not deploy")));

      assertThatThrownBy(() -> push(registry, "acme/app"))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DENIED))
          .hasMessageContaining("(403: DENIED, you may not deploy)");
    }
  }

  /** A tag that is there, and may not be read, would otherwise be moved. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "HEAD"})
  void whatIsForbiddenToReadIsNotTakenForAbsentIfItIsListed(String unlistable) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      String old = registry.putManifest("acme/app", "1.0", "application/json", new byte[] {1});
      Answer denied = Answer.error(403, "DENIED", "you may not read");
      registry.intercept(Interceptor.on("HEAD", "/manifests/", denied));
      registry.intercept(Interceptor.on("GET", "/manifests/", denied));
      registry.intercept(Interceptor.on(unlistable, "/tags/list", denied));

      assertThatThrownBy(() -> push(registry, "acme/app"))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DENIED))
          .hasMessageContaining("Cannot look for the tag 1.0 in");
      assertThat(registry.manifest("acme/app", "1.0").orElseThrow().digest()).isEqualTo(old);
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

  @Test
  void aLayerLargerThanTheLimitComesInParts() throws IOException {
    try (EmbeddedRegistry registry = start(EmbeddedRegistry.builder().bodyLimit(1_000_000))) {
      push(registry, "acme/app");

      assertComplete(registry, "acme/app");
    }
  }

  @Test
  void aLimitBelowTheLeastPartOfARegistryIsAFailure() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      AtomicInteger left = new AtomicInteger(20);
      registry.intercept(
          request ->
              switch (request.method()) {
                case "POST" ->
                    Optional.of(
                        Answer.status(202)
                            .withHeader("Location", "/v2/acme/app/blobs/uploads/1")
                            .withHeader("OCI-Chunk-Min-Length", "2000000"));
                case "PATCH" -> Optional.of(limited(request, left));
                case "PUT" -> Optional.of(Answer.status(201));
                default -> Optional.empty();
              });

      assertThatThrownBy(() -> push(registry, "acme/app"))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }
  }

  /** A client that goes on for ever is told to stop after a while. */
  private static Answer limited(RegistryRequest request, AtomicInteger left) {
    if (Long.parseLong(request.header("Content-Length").orElseThrow()) <= 1_000_000) {
      return Answer.status(202);
    }
    return Answer.status(left.getAndDecrement() > 0 ? 413 : 400);
  }

  @Test
  void asksAgainForAMountThatAnOverloadedRegistryPutsOff() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.ECR)) {
      AtomicInteger left = new AtomicInteger(2);
      registry.intercept(
          request ->
              request.query().contains("mount=") && left.getAndDecrement() > 0
                  ? Optional.of(Answer.status(429))
                  : Optional.empty());

      assertThat(push(registry, "acme/app", "acme/copy").get(1).mounted().blobs()).isEqualTo(3);
    }
  }
}
