package io.github.ocimaven.realtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.net.CutLink;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.tool.Distribution;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.Olareg;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer of 512 MiB over a link that breaks every 100 MiB. */
class ResumeTest {

  private static final long MIB = 1 << 20;
  private static final long LAYER = 512 * MIB;
  private static final long BREAK = 100 * MIB;

  /** The default. The link breaks at least as often while the layer is sent. */
  private static final int ATTEMPTS = 5;

  @TempDir private static Path directory;

  private static WrittenImage image;

  @BeforeAll
  static void writeImage() throws IOException {
    image = TestImages.layout(directory.resolve("oci")).randomLayer(LAYER, 1).write();
  }

  @Test
  void goesOnWhereDistribution3HasGotTo() throws Exception {
    RequiredTools.assume(Distribution.TOOL);
    try (Distribution registry = Distribution.start()) {
      assertThatLittleIsSentTwice(registry.hostAndPort());
    }
  }

  @Test
  void goesOnWhereOlaregHasGotTo() throws Exception {
    RequiredTools.assume(Olareg.TOOL);
    try (Olareg registry = Olareg.start()) {
      assertThatLittleIsSentTwice(registry.hostAndPort());
    }
  }

  @Test
  void goesOnWhereTheEmbeddedRegistryHasGotTo() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertThatLittleIsSentTwice(registry.hostAndPort());
    }
  }

  /** A link that keeps breaking would never let the whole layer through in one upload. */
  @Test
  void startsAgainWhereDistribution2HasForgottenTheUpload() throws Exception {
    RequiredTools.assume(DockerRegistry.TOOL);
    try (DockerRegistry registry = DockerRegistry.start();
        CutLink link = CutLink.every(registry.hostAndPort(), BREAK, 2)) {
      push(link);

      assertThat(link.cuts()).isEqualTo(2);
      assertThat(link.sent()).isGreaterThan(2 * BREAK + LAYER);
      assertThatEveryByteIsThere(registry.hostAndPort());
    }
  }

  private static void assertThatLittleIsSentTwice(String registry) throws Exception {
    try (CutLink link = CutLink.every(registry, BREAK)) {
      push(link);

      assertThat(link.cuts()).isGreaterThanOrEqualTo(ATTEMPTS);
      assertThat(link.sent()).isGreaterThan(LAYER).isLessThan(LAYER * 13 / 10);
      assertThatEveryByteIsThere(registry);
    }
  }

  private static void push(CutLink link) {
    var registries =
        new RetryingRepositories(
            Connections.anonymous().connections(4).open(),
            new RetrySettings(ATTEMPTS, Duration.ZERO),
            4,
            RetryListener.NONE);
    var target = new Target(link.hostAndPort(), "acme/large", List.of("1.0"));
    new Pusher(registries, PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 4, false));
  }

  private static void assertThatEveryByteIsThere(String registry) throws Exception {
    for (String blob : image.blobDigests()) {
      assertThat(digestOf(registry, "blobs/" + blob)).isEqualTo(blob);
    }
    assertThat(digestOf(registry, "manifests/1.0")).isEqualTo(image.manifestDigest());
  }

  private static String digestOf(String registry, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + registry + "/v2/acme/large/" + path))
            .header("Accept", "application/vnd.oci.image.manifest.v1+json")
            .build();
    MessageDigest sha256 = Digests.newSha256();
    try (InputStream body =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body()) {
      body.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    }
    return "sha256:" + HexFormat.of().formatHex(sha256.digest());
  }
}
