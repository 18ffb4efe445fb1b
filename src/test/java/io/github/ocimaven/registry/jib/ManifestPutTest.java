package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
