package io.github.ocimaven.realtools;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images that common tools write, pushed to the reference registry and pulled again with skopeo.
 * The tests accept the tools' output as it is: compression, media types and extra files differ
 * between tools and between their versions.
 */
class RealImagesTest {

  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  @TempDir private Path work;
  private RoundTrip roundTrip;

  @BeforeEach
  void start() throws Exception {
    RequiredTools.assume(RoundTrip.TOOLS);
    writeFile("text", "hello\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    byte[] random = new byte[3_000_000];
    new Random(1).nextBytes(random);
    writeFile("random", random);
    roundTrip = RoundTrip.start(work);
  }

  @AfterEach
  void stop() throws Exception {
    if (roundTrip != null) {
      roundTrip.close();
    }
  }

  @Test
  void skopeoCopiedALayout() throws Exception {
    writeTestImage();
    skopeoCopy("oci:image:1.0", "oci:out:1.0");

    assertKeepsEveryByte("out");
  }

  @Test
  void skopeoConvertedFromDocker() throws Exception {
    writeTestImage();
    skopeoCopy("--format", "v2s2", "oci:image:1.0", "dir:docker");
    assertThat(work.resolve("docker/manifest.json")).content().contains(DOCKER_MANIFEST);
    skopeoCopy("dir:docker", "oci:out:1.0");

    assertKeepsEveryByte("out");
  }

  @Test
  void skopeoLeftLayersUncompressed() throws Exception {
    writeTestImage();
    skopeoCopy("--dest-decompress", "oci:image:1.0", "dir:plain");
    skopeoCopy("--dest-oci-accept-uncompressed-layers", "dir:plain", "oci:out:1.0");

    assertThat(layout("out").layerTypes()).containsExactly(LAYER);
    assertKeepsEveryByte("out");
  }

  @Test
  void skopeoCompressedLayersWithZstd() throws Exception {
    writeTestImage();
    skopeoCopy("--dest-decompress", "oci:image:1.0", "dir:plain");
    skopeoCopy("--dest-compress-format", "zstd", "dir:plain", "oci:out:1.0");

    assertThat(layout("out").layerTypes()).containsExactly(LAYER + "+zstd");
    assertKeepsEveryByte("out");
  }

  @Test
  void skopeoCopiedAnIndex() throws Exception {
    TestImages.index(work.resolve("image"), "linux/amd64", "linux/arm64", "linux/arm/v7");
    skopeoCopy("--all", "oci:image", "oci:out:1.0");

    assertThat(layout("out").rootMediaType()).isEqualTo(INDEX);
    assertKeepsEveryByte("out");
  }

  @Test
  void skopeoWroteAnArchive() throws Exception {
    writeTestImage();
    skopeoCopy("oci:image:1.0", "oci-archive:out.tar:1.0");

    roundTrip.assertKeepsEveryByte("oci-archive:out.tar", "1.0", unpacked("out.tar"));
  }

  @Test
  void buildahPushedALayout() throws Exception {
    Buildah buildah = Buildah.assume(work);
    buildah.build("app", "amd64", "text", "random");
    buildah.run("push", "app", "oci:" + work.resolve("out") + ":1.0");

    assertKeepsEveryByte("out");
  }

  @Test
  void buildahPushedAnArchive() throws Exception {
    Buildah buildah = Buildah.assume(work);
    buildah.build("app", "amd64", "text", "random");
    buildah.run("push", "app", "oci-archive:" + work.resolve("out.tar") + ":1.0");

    roundTrip.assertKeepsEveryByte("out.tar", "1.0", unpacked("out.tar"));
  }

  @Test
  void buildahPushedAnIndexOfTwoPlatforms() throws Exception {
    Buildah buildah = Buildah.assume(work);
    buildah.build("app-amd64", "amd64", "text");
    buildah.build("app-arm64", "arm64", "text", "random");
    buildah.run("manifest", "create", "app");
    buildah.run("manifest", "add", "--os", "linux", "--arch", "amd64", "app", "app-amd64");
    buildah.run("manifest", "add", "--os", "linux", "--arch", "arm64", "app", "app-arm64");
    buildah.run("manifest", "push", "--all", "app", "oci:" + work.resolve("out") + ":1.0");

    assertThat(layout("out").rootMediaType()).isEqualTo(INDEX);
    // The index, two manifests, two configs, and the layers, one of which the platforms share.
    assertThat(layout("out").reachable()).hasSize(7);
    assertKeepsEveryByte("out");
  }

  @Test
  void umociInsertedFiles() throws Exception {
    RequiredTools.assume("umoci");
    umoci("init", "--layout", "out");
    umoci("new", "--image", "out:1.0");
    umoci("insert", "--image", "out:1.0", "text", "/text");
    umoci("insert", "--image", "out:1.0", "random", "/random");
    umoci("config", "--image", "out:1.0", "--config.cmd", "/text");

    // The manifests and configs of the earlier steps still exist, but must not be sent.
    assertThat(layout("out").blobs()).hasSizeGreaterThan(layout("out").reachable().size());
    assertKeepsEveryByte("out");
  }

  @Test
  void jibBuiltATar() throws Exception {
    Path tar = work.resolve("out.tar");
    Jib.fromScratch()
        .setFormat(ImageFormat.OCI)
        .addLayer(List.of(work.resolve("text")), "/app")
        .addLayer(List.of(work.resolve("random")), "/app")
        .setEntrypoint("/app/text")
        .addLabel("a", "b")
        .containerize(
            Containerizer.to(TarImage.at(tar).named("example.com/app:1.0"))
                .setApplicationLayersCache(work.resolve("jib-layers"))
                .setBaseImageLayersCache(work.resolve("jib-base"))
                .setOfflineMode(true));

    roundTrip.assertKeepsEveryByte("out.tar", null, unpacked("out.tar"));
  }

  private void assertKeepsEveryByte(String directory) throws Exception {
    roundTrip.assertKeepsEveryByte(directory, "1.0", layout(directory));
  }

  private void writeTestImage() throws IOException {
    TestImages.layout(work.resolve("image"))
        .layer("hello")
        .randomLayer(3_000_000, 1)
        .config("{\"config\":{\"Cmd\":[\"/layer-0\"]}}")
        .refName("1.0")
        .write();
  }

  private void writeFile(String name, byte[] content) throws IOException {
    Files.write(work.resolve(name), content);
  }

  private void skopeoCopy(String... arguments) throws Exception {
    run("skopeo", "copy", arguments);
  }

  private void umoci(String command, String... arguments) throws Exception {
    run("umoci", command, arguments);
  }

  private void run(String tool, String command, String... arguments) throws Exception {
    String[] line = new String[arguments.length + 2];
    line[0] = tool;
    line[1] = command;
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    Shell.runOrFail(work, line);
  }

  private StoredLayout layout(String directory) {
    return new StoredLayout(work.resolve(directory));
  }

  /** Unpacks with tar, which is independent of the plugin's own reader. */
  private StoredLayout unpacked(String archive) throws Exception {
    RequiredTools.assume("tar");
    Path directory = Files.createTempDirectory(work, "unpacked-");
    Shell.runOrFail(work, "tar", "-xf", archive, "-C", directory.toString());
    return new StoredLayout(directory);
  }
}
