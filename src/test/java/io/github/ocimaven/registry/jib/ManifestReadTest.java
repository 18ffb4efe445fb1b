package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a manifest, and determining its type. */
class ManifestReadTest {

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  private Optional<Manifest> read() {
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
    try (Repository repository = Connections.anonymous().open().open(target)) {
      return repository.manifest(ManifestName.tag("1.0"));
    }
  }

  private Manifest read(Answer answer) {
    registry.behave();
    registry.intercept(Interceptor.on("GET", "/manifests/1.0", answer));
    return read().orElseThrow();
  }

  @Test
  void hasTheBytesThatAreStored() {
    byte[] bytes = " {\t\"schemaVersion\":  2 }\r\n".getBytes(StandardCharsets.UTF_8);
    registry.putManifest("acme/app", "1.0", INDEX, bytes);

    assertThat(read().orElseThrow().bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        INDEX + " | {} | " + INDEX,
        INDEX + "; charset=utf-8 | {} | " + INDEX,
        INDEX + "|{\"mediaType\":\"application/vnd.example\"}|" + INDEX,
        "application/json|{\"mediaType\":\"application/vnd.example\"}|application/vnd.example",
        "application/json; charset=utf-8|{\"mediaType\":\"a/b\"}|a/b",
        "application/octet-stream|{\"mediaType\":\"a/b\"}|a/b",
        "not a type|{\"mediaType\":\"a/b\"}|a/b",
        "application/json|{\"manifests\":[]}|" + INDEX,
        "application/json|{\"config\":{},\"layers\":[]}|application/vnd.oci.image.manifest.v1+json",
        "application/json|{\"mediaType\":7,\"manifests\":[]}|" + INDEX,
        "application/json|{}|application/octet-stream",
        "application/json|no JSON|application/octet-stream",
      })
  void isOfTheTypeThatTheHeaderSaysOrElseTheDocument(String header, String body, String type) {
    Answer answer = Answer.status(200).withHeader("Content-Type", header).withBody(body);

    assertThat(read(answer).mediaType()).isEqualTo(new MediaType(type));
  }

  @Test
  void needsNoHeader() {
    String body = "{\"mediaType\":\"" + INDEX + "\"}";

    assertThat(read(Answer.status(200).withBody(body)).mediaType()).isEqualTo(MediaType.OCI_INDEX);
  }

  @Test
  void hasAtMostFourMebibytes() {
    Answer answer = Answer.status(200).withHeader("Content-Type", INDEX);

    assertThat(read(answer.withBody("a".repeat(MOST_BYTES))).bytes()).hasSize(MOST_BYTES);
    for (int more : new int[] {1, 2, 1_000_000}) {
      assertThatThrownBy(() -> read(answer.withBody("a".repeat(MOST_BYTES + more))))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                assertThat(e.transience()).isEmpty();
              })
          .hasMessageStartingWith("Cannot read 1.0 from " + registry.hostAndPort() + "/acme/app: ")
          .hasMessageContaining("longer than 4 MiB, the limit for a manifest");
    }
  }

  @Test
  void asksForTheTypesOfImagesAndIndexes() {
    registry.putManifest("acme/app", "1.0", INDEX, new byte[] {'{', '}'});
    var unused = read();

    assertThat(registry.requests("GET", "/manifests/1.0"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.header("Accept").orElseThrow().split(","))
                    .containsExactly(
                        "application/vnd.oci.image.manifest.v1+json",
                        INDEX,
                        "application/vnd.docker.distribution.manifest.v2+json",
                        "application/vnd.docker.distribution.manifest.list.v2+json"));
  }
}
