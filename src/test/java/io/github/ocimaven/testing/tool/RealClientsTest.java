package io.github.ocimaven.testing.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test doubles against an independent client and registry. */
class RealClientsTest {

  @TempDir private Path directory;

  @BeforeEach
  void requireTools() {
    RequiredTools.assume("skopeo");
  }

  @Test
  void skopeoPushesAndPullsAnImage() throws Exception {
    WrittenImage image =
        TestImages.layout(directory.resolve("in"))
            .layer("hello")
            .randomLayer(3_000_000, 1)
            .annotation("a", "b")
            .refName("1.0")
            .write();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      roundTrip("in:1.0", registry.hostAndPort(), List.of());

      assertThat(registry.manifest("a/b", "1.0").orElseThrow().bytes())
          .isEqualTo(image.manifestBytes());
      for (String blob : image.blobDigests()) {
        assertThat(Digests.sha256(registry.blobFile("a/b", blob).orElseThrow())).isEqualTo(blob);
        assertThat(directory.resolve("out/blobs").resolve(blob.replace(':', '/')))
            .hasSameBinaryContentAs(image.blobFile(blob));
      }
    }
  }

  @Test
  void skopeoPushesAnIndexWithATokenAndRelativeLocations() throws Exception {
    WrittenIndex index =
        TestImages.index(directory.resolve("in"), "linux/amd64", "linux/arm64", "linux/arm/v7");
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("u", "p").relativeLocations().start()) {
      roundTrip("in", registry.hostAndPort(), List.of("--all"), "u:p");

      assertThat(registry.manifest("a/b", "1.0").orElseThrow().bytes())
          .isEqualTo(index.indexBytes());
      for (String manifest : index.manifestDigests()) {
        assertThat(registry.manifest("a/b", manifest)).isPresent();
      }
      assertThat(registry.tokenRequests()).isPositive();
      assertThat(registry.requests()).extracting(RecordedRequest::status).contains(401);
    }
  }

  @Test
  void skopeoPushesOverTlsWithBasicCredentials() throws Exception {
    TestImages.layout(directory.resolve("in")).layer("hello").write();
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry =
            EmbeddedRegistry.builder().tls(certificates).basicAuth("u", "p").start()) {
      Shell.runOrFail(
          directory,
          "skopeo",
          "copy",
          "--dest-cert-dir=" + certificates.certificatePem().getParent(),
          "--dest-creds=u:p",
          "oci:in",
          "docker://" + registry.localhost() + "/a/b:1.0");

      assertThat(registry.tags("a/b")).containsExactly("1.0");
    }
  }

  @Test
  void skopeoIsRefused() throws Exception {
    TestImages.layout(directory.resolve("in")).layer("hello").write();
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("u", "p").readOnlyUser("r", "p").start()) {
      Shell.Result result =
          Shell.run(
              directory,
              "skopeo",
              "copy",
              "--dest-tls-verify=false",
              "--dest-creds=r:p",
              "oci:in",
              "docker://" + registry.hostAndPort() + "/a/b:1.0");

      assertThat(result.exitCode()).isNotZero();
      assertThat(result.output()).contains("denied");
    }
  }

  @Test
  void skopeoPushesToTheReferenceRegistry() throws Exception {
    RequiredTools.assume(DockerRegistry.TOOL);
    TestImages.index(directory.resolve("in"), "linux/amd64", "linux/arm64");
    try (DockerRegistry registry = DockerRegistry.start()) {
      roundTrip("in", registry.hostAndPort(), List.of("--all"));
    }
    try (DockerRegistry registry = DockerRegistry.startAuthenticated()) {
      Shell.Result anonymous =
          Shell.run(
              directory,
              "skopeo",
              "inspect",
              "--tls-verify=false",
              "docker://" + registry.hostAndPort() + "/a/b:1.0");
      assertThat(anonymous.exitCode()).isNotZero();
      String credentials = DockerRegistry.USER + ":" + DockerRegistry.PASSWORD;
      roundTrip("in", registry.hostAndPort(), List.of("--all"), credentials);
    }
  }

  @Test
  void skopeoReadsAPackedLayout() throws Exception {
    WrittenImage image =
        TestImages.layout(directory.resolve("in")).randomLayer(100_000, 7).refName("1.0").write();
    Path tar = TestImages.tar(image.directory(), directory.resolve("in.tar"));

    Shell.runOrFail(directory, "skopeo", "copy", "oci-archive:" + tar + ":1.0", "dir:out");

    assertThat(Files.readAllBytes(directory.resolve("out/manifest.json")))
        .isEqualTo(image.manifestBytes());
    Shell.runOrFail(directory, "tar", "-tf", tar.toString());
  }

  /** Copies from a layout to a registry and back into the layout {@code out}. */
  private void roundTrip(
      String layout, String registry, List<String> options, String... credentials)
      throws Exception {
    String remote = "docker://" + registry + "/a/b:1.0";
    copy("dest", "oci:" + layout, remote, options, credentials);
    copy("src", remote, "oci:out:1.0", options, credentials);
  }

  private void copy(
      String side, String from, String to, List<String> options, String... credentials)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("skopeo", "copy", "--" + side + "-tls-verify=false"));
    command.addAll(options);
    for (String userAndPassword : credentials) {
      command.add("--" + side + "-creds=" + userAndPassword);
    }
    command.add(from);
    command.add(to);
    Shell.runOrFail(directory, command.toArray(String[]::new));
  }
}
