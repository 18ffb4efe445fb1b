package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the list of referrers page by page. */
class ReferrerListTest {

  private static final Digest SUBJECT = Digest.sha256("subject");
  private static final String PATH = "/v2/acme/app/referrers/" + SUBJECT;

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  private Optional<List<Descriptor>> referrers() {
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
    try (FullRepository repository = Connections.anonymous().open().open(target)) {
      return repository.referrers(SUBJECT);
    }
  }

  private static Answer page(String... contents) {
    List<String> descriptors =
        List.of(contents).stream()
            .map(
                content ->
                    """
                    {"mediaType":"%s","digest":"%s","size":1}\
                    """
                        .formatted(MediaType.OCI_MANIFEST, Digest.sha256(content)))
            .toList();
    return Answer.status(200)
        .withHeader("Content-Type", MediaType.OCI_INDEX.name())
        .withBody(
            """
            {"schemaVersion":2,"mediaType":"%s","manifests":%s}\
            """
                .formatted(MediaType.OCI_INDEX, descriptors));
  }

  private void serve(String query, Answer answer) {
    registry.intercept(
        request ->
            request.path().equals(PATH) && request.query().equals(query)
                ? Optional.of(answer)
                : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?n=2>; rel=\"next\"",
        "<PATH?n=2>;rel=next",
        "<URL?n=2>; rel=\"next\"",
        "<PATH?n=0>; rel=\"prev\", <?n=2>; rel=\"next\"",
        "<?n=2>; title=\"more\"; rel=\"next\"",
      })
  void followsTheLinkToTheNextPage(String link) {
    String written = link.replace("URL", registry.url() + PATH).replace("PATH", PATH);
    serve("", page("a", "b").withHeader("Link", written));
    serve("n=2", page("c"));

    assertThat(referrers().orElseThrow())
        .extracting(Descriptor::digest)
        .containsExactly(Digest.sha256("a"), Digest.sha256("b"), Digest.sha256("c"));
  }

  @Test
  void followsNoLinkToAnotherHost() {
    serve("", page("a").withHeader("Link", "<http://example.org/v2/>; rel=\"next\""));

    assertThatThrownBy(this::referrers)
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("Cannot list the referrers of " + SUBJECT + " in ")
        .hasMessageContaining("the next page of its list of referrers is on another host");
  }

  @Test
  void followsNoCircle() {
    serve("", page("a").withHeader("Link", "<?n=2>; rel=\"next\""));
    serve("n=2", page("b").withHeader("Link", "<" + PATH + ">; rel=\"next\""));

    assertThatThrownBy(this::referrers).hasMessageContaining("its list of referrers never ends");
  }

  @Test
  void saysThatThereIsNoListWhereTheRegistryHasNone() {
    registry.intercept(Interceptor.on("GET", "/referrers/", Answer.status(404)));

    assertThat(referrers()).isEmpty();
  }

  @Test
  void takesAWebPageForNoList() {
    registry.intercept(Interceptor.on("GET", "/referrers/", Answer.html(200, "<html>")));

    assertThat(referrers()).isEmpty();
  }

  @Test
  void doesNotTakeAnInvalidListForAnEmptyOne() {
    serve("", page("a").withBody("{\"schemaVersion\":2,\"manifests\":[{\"size\":1}]}"));

    assertThatThrownBy(this::referrers)
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("its list of referrers is not valid: D1 at /manifests/0/mediaType");
  }

  @Test
  void doesNotTakeAFailureForAnEmptyList() {
    registry.intercept(
        Interceptor.on("GET", "/referrers/", Answer.error(403, "DENIED", "you may not read")));

    assertThatThrownBy(this::referrers).hasMessageContaining("DENIED, you may not read");
  }
}
