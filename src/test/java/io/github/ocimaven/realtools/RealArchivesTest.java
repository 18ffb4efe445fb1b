package io.github.ocimaven.realtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives that common tools save for {@code docker load}, pushed to the reference registry and
 * pulled again with skopeo: the image keeps its ID.
 */
class RealArchivesTest {

  private static final String NAME = "localhost/app:1.0";

  @TempDir private Path work;
  private RoundTrip roundTrip;

  @BeforeEach
  void start() throws Exception {
    RequiredTools.assume(RoundTrip.TOOLS);
    Files.writeString(work.resolve("text"), "hello\n".repeat(10_000), StandardCharsets.UTF_8);
    byte[] random = new byte[1_000_000];
    new Random(1).nextBytes(random);
    Files.write(work.resolve("random"), random);
    roundTrip = RoundTrip.start(work);
  }

  @AfterEach
  void stop() throws Exception {
    if (roundTrip != null) {
      roundTrip.close();
    }
  }

  private SourceRequest request(String source, @Nullable String reference) {
    return Requests.source(work, source, reference);
  }

  private SavedArchive saved(String archive) throws Exception {
    return SavedArchive.unpack(work, archive);
  }

  private PushResult assertKeepsTheOnlyImage(String archive) throws Exception {
    return roundTrip.assertKeepsTheImage(request(archive, null), saved(archive).imageId());
  }

  private String path(String file) {
    return work.resolve(file).toString();
  }

  /** The image's first and last layer are the same. */
  private void skopeoWrites(String archive, String... options) throws Exception {
    TestImages.layout(work.resolve("image"))
        .fileLayer("text", Files.readAllBytes(work.resolve("text")))
        .randomLayer(1_000_000, 1)
        .fileLayer("text", Files.readAllBytes(work.resolve("text")))
        .write();
    List<String> command = new ArrayList<>(List.of("skopeo", "copy"));
    command.addAll(List.of(options));
    command.addAll(List.of("oci:image", "docker-archive:" + archive + ":" + NAME));
    Shell.runOrFail(work, command.toArray(String[]::new));
  }

  @Test
  void skopeoWroteAnArchive() throws Exception {
    skopeoWrites("out.tar");

    assertKeepsTheOnlyImage("out.tar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void skopeoWasToldToCompressTheLayers(String format) throws Exception {
    skopeoWrites("out.tar", "--dest-compress", "--dest-compress-format", format);

    assertKeepsTheOnlyImage("out.tar");
  }

  @Test
  void skopeoGaveAnImageTwoNames() throws Exception {
    skopeoWrites("out.tar", "--additional-tag", "localhost/other:2.0");
    String imageId = saved("out.tar").imageId();

    roundTrip.assertKeepsTheImage(request("out.tar", NAME), imageId);
    assertThat(saved("out.tar").imageId("localhost/other:2.0")).isEqualTo(imageId);
    assertThat(roundTrip.push(request("out.tar", "localhost/other:2.0")).isUnchanged()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"gzip,out.tar.gz", "zstd,out.tar.zst"})
  void anArchiveWasCompressed(String tool, String archive) throws Exception {
    RequiredTools.assume(tool);
    skopeoWrites("out.tar");
    PushResult plain = assertKeepsTheOnlyImage("out.tar");
    Shell.runOrFail(work, tool, "-q", "out.tar");

    PushResult again = assertKeepsTheOnlyImage(archive);
    assertThat(again.digest()).isEqualTo(plain.digest());
    assertThat(again.isUnchanged()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"gzip,out.tar.gz", "zstd,out.tar.zst"})
  void anOciArchiveWasCompressed(String tool, String archive) throws Exception {
    RequiredTools.assume(tool);
    var image = TestImages.layout(work.resolve("image")).randomLayer(1_000_000, 1).write();
    Shell.runOrFail(work, "skopeo", "copy", "oci:image", "oci-archive:out.tar:1.0");
    Shell.runOrFail(work, tool, "-q", "out.tar");

    roundTrip.assertKeepsEveryByte(archive, "1.0", new StoredLayout(image.directory()));
  }

  @Test
  void buildahPushedAnArchive() throws Exception {
    Buildah buildah = Buildah.assume(work);
    buildah.build("app", "amd64", "text", "random");
    buildah.run("push", "app", "docker-archive:" + path("out.tar") + ":" + NAME);

    assertKeepsTheOnlyImage("out.tar");
  }

  @Test
  void podmanSavedAnImage() throws Exception {
    Podman podman = Podman.assume(work);
    podman.importImage(NAME, "text");
    podman.run("save", "-q", "-o", path("out.tar"), NAME);

    assertThat(assertKeepsTheOnlyImage("out.tar").imageId()).hasToString(podman.imageId(NAME));
  }

  @Test
  void podmanSavedAnImageWithoutAName() throws Exception {
    Podman podman = Podman.assume(work);
    podman.importImage(NAME, "text");
    podman.run("save", "-q", "-o", path("out.tar"), podman.imageId(NAME));

    assertKeepsTheOnlyImage("out.tar");
  }

  @Test
  void podmanSavedTwoImages() throws Exception {
    Podman podman = Podman.assume(work);
    podman.importImage("localhost/one:1", "text");
    podman.importImage("localhost/two:1", "random");
    podman.run("save", "-q", "-m", "-o", path("out.tar"), "localhost/one:1", "localhost/two:1");
    SavedArchive saved = saved("out.tar");

    assertThat(saved.images()).isEqualTo(2);
    for (String name : List.of("localhost/one:1", "localhost/two:1")) {
      String imageId = saved.imageId(name);
      assertThat(imageId).isEqualTo(podman.imageId(name));
      roundTrip.assertKeepsTheImage(request("out.tar", name), imageId);
    }
    assertThatThrownBy(() -> roundTrip.push(request("out.tar", null)))
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContainingAll("localhost/one:1", "localhost/two:1");
  }

  @Test
  void podmanSavedAnOciArchive() throws Exception {
    RequiredTools.assume("tar");
    Podman podman = Podman.assume(work);
    podman.importImage(NAME, "text");
    podman.run("save", "-q", "--format", "oci-archive", "-o", path("out.tar"), NAME);
    Path unpacked = Files.createDirectory(work.resolve("unpacked"));
    Shell.runOrFail(work, "tar", "-xf", "out.tar", "-C", unpacked.toString());

    roundTrip.assertKeepsEveryByte("out.tar", null, new StoredLayout(unpacked));
  }

  private SourceRequest daemon(String image, Path executable) {
    SourceRequest request = request("docker-daemon:" + image, null);
    return request.withOptions(request.options().withDockerExecutable(executable.toString()));
  }

  @Test
  void anEngineKeepsTheImage() throws Exception {
    Podman podman = Podman.assume(work);
    podman.importImage(NAME, "text");
    SourceRequest daemon = daemon(NAME, podman.executable());

    PushResult result = roundTrip.assertKeepsTheImage(daemon, podman.imageId(NAME));
    assertThat(roundTrip.push(daemon).digest()).isEqualTo(result.digest());
    podman.run("save", "-q", "-o", path("out.tar"), NAME);
    assertThat(roundTrip.push(request("out.tar", null)).digest()).isEqualTo(result.digest());
  }

  @Test
  void anEngineDoesNotHaveTheImage() throws Exception {
    Podman podman = Podman.assume(work);

    assertThatThrownBy(() -> roundTrip.push(daemon("localhost/none:1", podman.executable())))
        .isInstanceOf(PushException.class)
        .hasMessageContainingAll("localhost/none:1", "image not known");
  }

  @Test
  void thereIsNoEngine() {
    assertThatThrownBy(() -> roundTrip.push(daemon(NAME, work.resolve("no-engine"))))
        .isInstanceOf(PushException.class)
        .hasMessageContainingAll(NAME, "no-engine");
  }

  private JibContainer jibWrites(ImageFormat format) throws Exception {
    return Jib.fromScratch()
        .setFormat(format)
        .addLayer(List.of(work.resolve("text")), "/app")
        .addLayer(List.of(work.resolve("random")), "/app")
        .addLayer(List.of(work.resolve("text")), "/app")
        .setEntrypoint("/app/text")
        .containerize(
            Containerizer.to(TarImage.at(work.resolve("out.tar")).named(NAME))
                .setApplicationLayersCache(work.resolve("jib-layers"))
                .setBaseImageLayersCache(work.resolve("jib-base"))
                .setOfflineMode(true));
  }

  @Test
  void jibWroteADockerArchive() throws Exception {
    JibContainer jib = jibWrites(ImageFormat.Docker);

    PushResult result = assertKeepsTheOnlyImage("out.tar");
    assertThat(result.digest()).hasToString(jib.getDigest().toString());
    assertThat(result.imageId()).hasToString(jib.getImageId().toString());
    assertThat(result.uploaded().blobs()).isEqualTo(3);
  }

  @Test
  void jibWroteAnOciArchive() throws Exception {
    JibContainer jib = jibWrites(ImageFormat.OCI);

    PushResult result = roundTrip.push(request("out.tar", NAME));
    assertThat(result.digest()).hasToString(jib.getDigest().toString());
    assertThat(result.imageId()).hasToString(jib.getImageId().toString());
  }
}
