package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request that sends a manifest. */
class ManifestPutTest {

  private static final String TYPE = "application/vnd.example.manifest.v7+json";

  /** No JSON library would write it like this. */
  private static final byte[] BYTES =
      " {\t\"schemaVersion\":  2, \"x\": \"\u00e9\\u00e9/\\/\" }\r\n"
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void itsBytesArriveUnderItsMediaTypeWithTheirLength() throws IOException {
    Manifest manifest = new Manifest(new MediaType(TYPE), BYTES);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        Repository repository =
            Connections.anonymous()
                .open()
                .open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")))) {
      for (ManifestName name :
          List.of(ManifestName.tag("1.0"), ManifestName.of(manifest.digest()))) {
        repository.putManifest(name, manifest);

        assertThat(registry.manifest("acme/app", name.toString()).orElseThrow().bytes())
            .isEqualTo(BYTES);
        assertThat(registry.requests("PUT", "/manifests/" + name))
            .singleElement()
            .satisfies(
                request -> {
                  assertThat(request.header("Content-Type")).contains(TYPE);
                  assertThat(request.contentLength()).hasValue(BYTES.length);
                  assertThat(request.chunked()).isFalse();
                });
      }
    }
  }

  private static PutReceipt put(EmbeddedRegistryBuilder builder, Tag... tags) throws IOException {
    Manifest manifest = new Manifest(new MediaType(TYPE), BYTES);
    try (EmbeddedRegistry registry = builder.start();
        Repository repository =
            Connections.anonymous()
                .open()
                .open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")))) {
      PutReceipt receipt = repository.putManifest(manifest, List.of(tags));

      assertThat(registry.requests("PUT", "/manifests/" + manifest.digest()))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.query())
                    .isEqualTo(
                        "tag=" + String.join("&tag=", Stream.of(tags).map(Tag::value).toList()));
                assertThat(request.header("Content-Type")).contains(TYPE);
              });
      assertThat(registry.manifest("acme/app", manifest.digest().toString()).orElseThrow().bytes())
          .isEqualTo(BYTES);
      assertThat(registry.tags("acme/app"))
          .containsExactlyInAnyOrderElementsOf(receipt.tags().stream().map(Tag::value).toList());
      return receipt;
    }
  }

  @Test
  void itsResponseNamesTheTagsThatTheRegistryHasSet() throws IOException {
    Tag one = new Tag("1.0");
    Tag other = new Tag("_x.Y-z");

    assertThat(put(EmbeddedRegistry.builder(), one, other).tags()).isEmpty();
    assertThat(put(EmbeddedRegistry.builder().severalTags(), one, other).tags())
        .containsExactlyInAnyOrder(one, other);
    assertThat(put(EmbeddedRegistry.builder().severalTags().tagHeaders(), one, other).tags())
        .containsExactlyInAnyOrder(one, other);
    assertThat(put(EmbeddedRegistry.builder().severalTags("1.0"::equals), one, other).tags())
        .containsExactly(one);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "1.0, 1.0",
        "\"1.0,latest\", \"1.0,latest\"",
        "\" 1.0 ,, \", 1.0",
        "\"other, 1\", ",
        "\"\", ",
        "\"../1.0, 1.0;latest\", ",
      })
  void onlyTagsOfTheRequestCount(String header, @Nullable String counted) throws IOException {
    Manifest manifest = new Manifest(new MediaType(TYPE), BYTES);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        Repository repository =
            Connections.anonymous()
                .open()
                .open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")))) {
      registry.intercept(
          Interceptor.on("PUT", "/manifests/", Answer.status(201).withHeader("OCI-Tag", header)));

      PutReceipt receipt =
          repository.putManifest(manifest, List.of(new Tag("1.0"), new Tag("latest")));

      assertThat(receipt.tags())
          .extracting(Tag::value)
          .containsExactlyInAnyOrder(counted == null ? new String[0] : counted.split(","));
    }
  }
}
