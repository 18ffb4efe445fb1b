package io.github.ocimaven.source.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.source.AnnotateException;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.OpenedImage;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedImageTest {

  private static final String TITLE = "org.opencontainers.image.title";
  private static final String VERSION = "org.opencontainers.image.version";
  private static final Map<String, String> ANNOTATIONS = Map.of(VERSION, "1.0", TITLE, "App");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private SourceRequest request(String source, Map<String, String> annotations) {
    SourceRequest request = Requests.source(directory, source, null);
    return request.withOptions(request.options().withAnnotations(new TreeMap<>(annotations)));
  }

  private ImageSource open(Map<String, String> annotations) {
    return ImageSources.open(request("oci", annotations), SourceListener.NONE);
  }

  private static String root(ImageSource source) throws IOException {
    Content content = source.content(source.root(), new Findings()).orElseThrow();
    try (InputStream in = content.open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(Digest.sha256(bytes)).isEqualTo(source.root().digest());
      assertThat((long) bytes.length).isEqualTo(source.root().size());
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Test
  void annotatesAManifestAndSaysSo() throws IOException {
    WrittenImage image =
        TestImages.layout(directory.resolve("oci")).layer("base").annotation("own", "x").write();

    try (ImageSource source = open(ANNOTATIONS)) {
      JsonNode annotated = JSON.readTree(root(source));

      assertThat(annotated.path("annotations"))
          .isEqualTo(JSON.createObjectNode().put("own", "x").put(TITLE, "App").put(VERSION, "1.0"));
      assertThat(((ObjectNode) annotated).without("annotations").toString())
          .isEqualTo(
              ((ObjectNode) JSON.readTree(image.manifestBytes()))
                  .without("annotations")
                  .toString());
      assertThat(source.notes())
          .containsExactly(
              "Annotations set in oci: org.opencontainers.image.{title,version}; this makes a new"
                  + " manifest, "
                  + source.root().digest()
                  + " instead of "
                  + image.manifestDigest());
      assertThat(Planner.plan(source, false).root().digest()).isEqualTo(source.root().digest());
    }
  }

  @Test
  void annotatesAnIndexAndNoneOfItsImages() throws IOException {
    WrittenIndex index = TestImages.nestedIndex(directory.resolve("oci"));

    try (ImageSource source = open(ANNOTATIONS)) {
      PushPlan plan = Planner.plan(source, false);

      assertThat(plan.children())
          .extracting(planned -> planned.manifest().digest().toString())
          .containsExactlyInAnyOrderElementsOf(
              index.manifestDigests().stream()
                  .filter(digest -> !digest.equals(index.indexDigest()))
                  .toList());
      assertThat(plan.root().mediaType()).isEqualTo(MediaType.OCI_INDEX);
      assertThat(new String(plan.root().bytes(), StandardCharsets.UTF_8))
          .contains("\"" + TITLE + "\":\"App\"");
      assertThat(source.notes())
          .singleElement()
          .asString()
          .contains("this makes a new index, ", index.indexDigest());
    }
  }

  @Test
  void annotatesWhatIsLeftOfAnIndex() throws IOException {
    WrittenIndex index =
        TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64/v8");
    SourceRequest request = request("oci", ANNOTATIONS);
    SourceOptions options =
        request.options().withImage(List.of(Platform.parse("linux/arm64")), null);

    try (ImageSource source =
        ImageSources.open(request.withOptions(options), SourceListener.NONE)) {
      JsonNode root = JSON.readTree(root(source));

      assertThat(root.path("manifests")).hasSize(1);
      assertThat(root.path("annotations")).hasSize(2);
      assertThat(source.notes()).hasSize(2);
      assertThat(source.notes().get(0)).contains("Platforms left out", index.indexDigest());
      assertThat(source.notes().get(1)).contains("Annotations", "" + source.root().digest());
    }
  }

  @Test
  void givesTheSameDigestEachTime() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();

    try (ImageSource first = open(ANNOTATIONS);
        ImageSource second = open(new TreeMap<>(ANNOTATIONS).descendingMap())) {
      assertThat(first.root()).isEqualTo(second.root());
    }
  }

  /** Annotations inherited from the base image describe the base image. */
  @Test
  void replacesAnnotationsOfTheSameName() throws IOException {
    TestImages.layout(directory.resolve("oci"))
        .layer("base")
        .annotation(TITLE, "Debian")
        .annotation("org.opencontainers.image.ref", "kept")
        .write();

    try (ImageSource source = open(ANNOTATIONS)) {
      assertThat(root(source)).contains("\"App\"", "\"kept\"").doesNotContain("Debian");
    }
  }

  @Test
  void keepsTheManifestAsItIsWhereItHasThemAll() throws IOException {
    WrittenImage image =
        TestImages.layout(directory.resolve("oci"))
            .layer("base")
            .annotation(VERSION, "1.0")
            .annotation(TITLE, "App")
            .write();

    try (ImageSource source = open(ANNOTATIONS)) {
      assertThat(source.root().digest()).hasToString(image.manifestDigest());
      assertThat(source.notes()).isEmpty();
    }
  }

  @Test
  void annotatesAnArtifact() throws IOException {
    TestImages.layout(directory.resolve("oci"))
        .layer("data")
        .artifactType("application/vnd.acme.data")
        .write();

    try (ImageSource source = open(Map.of("com.acme.key", "1", TITLE, "Data"))) {
      assertThat(root(source)).contains("application/vnd.acme.data", "\"com.acme.key\":\"1\"");
      assertThat(source.notes()).singleElement().asString().contains("com.acme.key, " + TITLE);
    }
  }

  @Test
  void makesAnOciManifestForADockerArchive() throws IOException {
    TestImages.dockerArchive(directory.resolve("image.tar")).layer("base").write();

    Manifest manifest = OpenedImage.read(request("image.tar", ANNOTATIONS)).manifest();

    assertThat(manifest.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8)).contains("\"App\"");
  }

  @Test
  void refusesDockersFormatForADockerArchive() throws IOException {
    TestImages.dockerArchive(directory.resolve("image.tar")).layer("base").write();
    SourceRequest request = request("image.tar", ANNOTATIONS);
    SourceOptions options = request.options().withImage(List.of(), ImageFormat.DOCKER);

    assertThatThrownBy(() -> OpenedImage.read(request.withOptions(options)))
        .isInstanceOf(AnnotateException.class)
        .hasMessage(
            "Cannot annotate image.tar: imageFormat is docker, and Docker's manifests have no"
                + " annotations; leave 'imageFormat' out or set it to oci, or"
                + " leave 'annotate' out");
    assertThat(directory.resolve("work")).doesNotExist();
  }

  @Test
  void refusesAManifestOfDockersType() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    Path file = directory.resolve("oci/index.json");
    ObjectNode index = (ObjectNode) JSON.readTree(file.toFile());
    ((ObjectNode) index.path("manifests").get(0))
        .put("mediaType", MediaType.DOCKER_MANIFEST.name());
    Files.write(file, JSON.writeValueAsBytes(index));

    assertThatThrownBy(() -> open(ANNOTATIONS).close())
        .isInstanceOfSatisfying(
            AnnotateException.class, e -> assertThat(e.isUserFixable()).isTrue())
        .hasMessageContainingAll(
            "Cannot annotate oci: it is of Docker's type",
            MediaType.DOCKER_MANIFEST.name(),
            "build the image with OCI's media types");
    open(Map.of()).close();
  }

  /** Otherwise an unverified image would be pushed under a digest that this plugin computed. */
  @Test
  void annotatesNothingOfAnotherDigest() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    Path file = image.blobFile(image.manifestDigest());
    Files.writeString(file, Files.readString(file).replace("sha256:", "sha256:0").substring(1));

    try (ImageSource source = open(ANNOTATIONS)) {
      assertThat(source.notes()).isEmpty();
      assertThatThrownBy(() -> Planner.plan(source, false))
          .isInstanceOf(InvalidImageException.class);
    }
  }

  @Test
  void leavesWhatIsWrongToTheWalk() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    ObjectNode manifest = (ObjectNode) JSON.readTree(image.manifestBytes());
    manifest.putObject("annotations").put(TITLE, 1);
    replaceManifest(image, JSON.writeValueAsBytes(manifest));

    try (ImageSource source = open(ANNOTATIONS)) {
      assertThat(source.notes()).isEmpty();
      assertThatThrownBy(() -> Planner.plan(source, false))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("A1");
    }
  }

  private void replaceManifest(WrittenImage image, byte[] bytes) throws IOException {
    Digest digest = Digest.sha256(bytes);
    Files.write(image.blobFile(digest.toString()), bytes);
    Path file = directory.resolve("oci/index.json");
    ObjectNode index = (ObjectNode) JSON.readTree(file.toFile());
    ((ObjectNode) index.path("manifests").get(0))
        .put("digest", digest.toString())
        .put("size", bytes.length);
    Files.write(file, JSON.writeValueAsBytes(index));
  }

  @Test
  void findsEveryOtherContentWhereItWas() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();

    try (ImageSource plain = open(Map.of());
        ImageSource annotated = open(ANNOTATIONS)) {
      Descriptor manifest = plain.root();
      assertThat(annotated.name()).isEqualTo(plain.name());
      assertThat(annotated.file(annotated.root())).isEqualTo(plain.file(manifest));
      assertThat(annotated.content(manifest, new Findings()).orElseThrow().size())
          .isEqualTo(image.manifestBytes().length);
      assertThat(annotated.findings().all()).isEmpty();
    }
  }

  @Test
  void wantsNames() {
    assertThatIllegalArgumentException().isThrownBy(() -> request("oci", Map.of(" ", "x")));
  }
}
