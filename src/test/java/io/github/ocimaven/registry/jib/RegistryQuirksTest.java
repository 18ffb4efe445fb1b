package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.RealRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes to registries that behave like widely used ones. */
class RegistryQuirksTest extends RegistryQuirksFixture {
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
  void aMissingRepositoryIsSuspected() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.ECR)) {
      assertThatThrownBy(() -> push(registry, "acme/forgotten"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("/acme/forgotten: ", "repository", "create it");
    }
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

  /** An existing tag that can't be read would otherwise be moved. */
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
