package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceNotFoundException;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTest {

  @TempDir Path directory;

  private ValidationReport validate(@Nullable String reference) {
    return Validator.validate(Requests.source(directory, "oci", reference), SourceListener.NONE);
  }

  private ValidationReport validate() {
    return validate(null);
  }

  private ImageBuilder layout() {
    return TestImages.layout(directory.resolve("oci"));
  }

  /** Changes a byte and keeps the size. */
  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static String file(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static List<String> places(ValidationReport report) {
    return report.findings().stream()
        .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.file())
        .toList();
  }

  @Test
  void acceptsAnImage() throws IOException {
    WrittenImage image = layout().layer("base").layer("app").layer("base").write();
    long bytes = 0;
    for (String digest : image.blobDigests()) {
      bytes += Files.size(image.blobFile(digest));
    }

    ValidationReport report = validate();

    assertThat(report.isValid()).isTrue();
    assertThat(report.findings()).isEmpty();
    assertThat(report.source()).isEqualTo("oci");
    assertThat(report.blobs()).isEqualTo(image.blobDigests().size());
    assertThat(report.bytes()).isEqualTo(bytes);
    assertThat(report.duration()).isPositive();
  }

  @Test
  void acceptsAnIndexInATar() throws IOException {
    WrittenIndex index = TestImages.nestedIndex(directory.resolve("oci"));
    TestImages.tar(directory.resolve("oci"), directory.resolve("oci.tar"));

    ValidationReport report =
        Validator.validate(
            Requests.source(directory, "oci-archive:oci.tar", null), SourceListener.NONE);

    assertThat(report.findings()).isEmpty();
    assertThat(report.blobs()).isEqualTo(index.blobDigests().size());
  }

  @Test
  void acceptsALayoutWithoutImages() throws IOException {
    Path layout = directory.resolve("oci");
    Files.createDirectories(layout.resolve("blobs"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
            .formatted(MediaType.OCI_INDEX));
    TestImages.tar(layout, directory.resolve("with.tar"));

    assertThat(validate().findings()).isEmpty();
    assertThat(validateTar("with.tar").findings()).isEmpty();

    Files.delete(layout.resolve("blobs"));
    TestImages.tar(layout, directory.resolve("without.tar"));

    assertThat(places(validate())).containsExactly("ERROR L1 blobs");
    assertThat(places(validateTar("without.tar"))).containsExactly("ERROR L1 blobs");
  }

  private ValidationReport validateTar(String name) {
    return Validator.validate(
        Requests.source(directory, "oci-archive:" + name, null), SourceListener.NONE);
  }

  @Test
  void acceptsBlobsThatNobodyRefersTo() throws IOException {
    layout().layer("base").write();
    Path folder = directory.resolve("oci/blobs/sha256");
    Files.writeString(folder.resolve(Digest.sha256("extra").encoded()), "extra");

    assertThat(validate().findings()).isEmpty();
    assertThat(validate().blobs()).isEqualTo(3);
  }

  @Test
  void hashesBlobsThatNobodyRefersToWithAllOfTheLayout() throws IOException {
    layout().layer("base").refName("app").write();
    String name = "blobs/sha256/" + "1".repeat(64);
    Files.writeString(directory.resolve("oci").resolve(name), "x");
    Path unknown = Files.createDirectory(directory.resolve("oci/blobs/blake3"));
    Files.writeString(unknown.resolve("00"), "x");

    assertThat(places(validate())).containsExactly("ERROR L5 " + name);
    assertThat(places(validate("app"))).isEmpty();

    TestImages.tar(directory.resolve("oci"), directory.resolve("oci.tar"));
    assertThat(places(validateTar("oci.tar"))).containsExactly("ERROR L5 " + name);
  }

  @Test
  void reportsAllFindingsAtOnce() throws IOException {
    WrittenImage image = layout().layer("1").layer("2").layer("3").layer("4").write();
    List<String> blobs = image.blobDigests();
    Files.writeString(directory.resolve("oci/oci-layout"), "{}");
    Files.writeString(directory.resolve("oci/blobs/sha256/left over"), "no blob");
    flip(image.blobFile(blobs.get(0)));
    Files.writeString(image.blobFile(blobs.get(1)), "more", StandardOpenOption.APPEND);
    Files.delete(image.blobFile(blobs.get(2)));
    flip(image.blobFile(blobs.get(4)));

    ValidationReport report = validate();

    assertThat(places(report))
        .containsExactly(
            "ERROR L2 oci-layout",
            "ERROR L6 blobs/sha256/left over",
            "ERROR D5 " + file(blobs.get(0)),
            "ERROR D4 " + file(blobs.get(1)),
            "ERROR D5 " + file(blobs.get(4)),
            "WARNING L7 " + file(blobs.get(2)));
    assertThat(report.isValid()).isFalse();
    assertThat(report.errorCount()).isEqualTo(5);
    assertThat(report.warningCount()).isEqualTo(1);
    assertThat(report.blobs()).isEqualTo(4);
  }

  @Test
  void saysWhatItFoundInABlob() throws IOException {
    WrittenImage image = layout().layer("base").write();
    flip(image.blobFile(image.blobDigests().get(1)));

    assertThat(validate().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.found()).startsWith("content with sha256:");
              assertThat(finding.expected()).isEqualTo(image.blobDigests().get(1));
            });
  }

  @Test
  void countsWhatItDoesNotList() throws IOException {
    layout().layer("base").write();
    for (int i = 0; i < 150; i++) {
      Files.writeString(directory.resolve("oci/blobs/sha256/left over " + i), "no blob");
    }

    ValidationReport report = validate();

    assertThat(report.errorCount()).isEqualTo(150);
    assertThat(report.findings()).hasSize(101);
  }

  @Test
  void countsWhatItDoesNotListWhereNoImageIsFound() throws IOException {
    layout().layer("base").write();
    String entry = "{\"mediaType\":\"a/b\",\"digest\":\"sha256:%s\"}".formatted("0".repeat(64));
    Files.writeString(
        directory.resolve("oci/index.json"),
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(MediaType.OCI_INDEX, (entry + ",").repeat(299) + entry));

    ValidationReport report = validate("app");

    assertThat(report.errorCount()).isEqualTo(300);
    assertThat(report.warningCount()).isZero();
    assertThat(report.findings()).hasSize(101);
    assertThatThrownBy(
            () -> ImageSources.open(Requests.source(directory, "oci", "app"), SourceListener.NONE))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("not valid, 300 errors;");
  }

  @Test
  void reportsAnIndexThatCannotBeRead() throws IOException {
    layout().layer("base").write();
    Files.writeString(directory.resolve("oci/index.json"), "[]");

    ValidationReport report = validate();

    assertThat(places(report)).containsExactly("ERROR J1 index.json");
    assertThat(report.source()).isEqualTo("oci");
    assertThat(report.errorCount()).isEqualTo(1);
    assertThat(report.blobs()).isZero();
  }

  @Test
  void reportsALinkOnceAndDoesNotFollowIt() throws IOException {
    WrittenImage image = layout().layer("base").write();
    Path blob = image.blobFile(image.blobDigests().get(1));
    Path elsewhere = Files.move(blob, directory.resolve("elsewhere"));
    Files.createSymbolicLink(blob, elsewhere);

    assertThat(places(validate())).containsExactly("ERROR H1 " + file(image.blobDigests().get(1)));
  }

  @Test
  void checksNondistributableLayersWhereTheyAre() throws IOException {
    String type = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
    WrittenImage image =
        layout().rawLayer(type, new byte[] {1}).rawLayer(type, new byte[] {2}).write();
    Files.delete(image.blobFile(image.blobDigests().get(1)));
    flip(image.blobFile(image.blobDigests().get(2)));

    assertThat(places(validate())).containsExactly("ERROR D5 " + file(image.blobDigests().get(2)));
  }

  @Test
  void isDeterministic() throws IOException {
    ImageBuilder builder = layout();
    for (int layer = 0; layer < 30; layer++) {
      builder.layer("layer ".repeat(1 + layer * 37 % 30) + layer);
    }
    WrittenImage image = builder.write();
    for (int blob = 0; blob < image.blobDigests().size(); blob += 2) {
      flip(image.blobFile(image.blobDigests().get(blob)));
    }

    List<Finding> findings = validate().findings();

    assertThat(findings).hasSize(16);
    for (int run = 0; run < 10; run++) {
      assertThat(validate().findings()).isEqualTo(findings);
    }
  }

  @Test
  void passesOnThatThereIsNothingToValidate() throws IOException {
    assertThatThrownBy(this::validate).isInstanceOf(SourceNotFoundException.class);

    Files.createDirectory(directory.resolve("oci"));
    assertThatThrownBy(this::validate).isInstanceOf(NotAnImageException.class);

    layout().layer("base").write();
    assertThatThrownBy(() -> validate("none")).isInstanceOf(SourceReferenceException.class);
  }

  @Test
  void takesAnInterruptionForNoFinding() throws IOException {
    layout().layer("base").write();

    Thread.currentThread().interrupt();
    assertThatThrownBy(this::validate).isInstanceOf(PushInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void takesAnInterruptionForNoUnreadableSource() {
    assertThatThrownBy(
            () ->
                Validator.validate(
                    Requests.source(directory, "oci", null),
                    () -> {
                      Thread.currentThread().interrupt();
                      throw new NotAnImageException("oci", "it was closed", "", null);
                    }))
        .isInstanceOf(PushInterruptedException.class)
        .hasMessageContaining("validation");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void reportsOnASourceThatCannotBeClosed() throws IOException {
    layout().layer("base").write();
    SourceRequest request = Requests.source(directory, "oci", null);
    ImageSource source = ImageSources.openForValidation(request, SourceListener.NONE);
    ImageSource unclosable =
        (ImageSource)
            Proxy.newProxyInstance(
                ImageSource.class.getClassLoader(),
                new Class<?>[] {ImageSource.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    throw new IOException("a temporary file is in use");
                  }
                  return method.invoke(source, arguments);
                });

    assertThat(Validator.validate(request, () -> unclosable).isValid()).isTrue();
  }
}
