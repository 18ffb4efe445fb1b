package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.matches;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;

/** The goal from its parameters to its log, its file and its exceptions. */
@MojoTest
class ValidateMojoTest {

  @TempDir Path directory;

  @Inject private Log log;
  @Inject private MavenProject project;
  @Inject private MavenSession session;

  private Path json;
  private WrittenImage image;

  @BeforeEach
  void prepare() throws IOException {
    json = directory.resolve("oci-push/validation.json");
    image = TestImages.layout(directory.resolve("oci")).layer("one").layer("two").write();
    project.setVersion("1.0");
    project.getBuild().setDirectory(directory.toString());
  }

  private void validate(ValidateMojo mojo) throws Exception {
    // The harness removes the POM when it creates the mojo, so the POM is set here and not before.
    project.setFile(directory.resolve("pom.xml").toFile());
    mojo.execute();
  }

  private JsonNode report() throws IOException {
    return new JsonMapper().readTree(json.toFile());
  }

  private void writeMarker(String text) throws IOException {
    Files.writeString(directory.resolve("oci/oci-layout"), text);
  }

  @Test
  @InjectMojo(goal = "validate")
  void acceptsAValidImage(ValidateMojo mojo) throws Exception {
    when(session.isOffline()).thenReturn(true);

    validate(mojo);

    long bytes = 0;
    for (String digest : image.blobDigests()) {
      bytes += Files.size(image.blobFile(digest));
    }
    assertThat(json)
        .hasContent(
            """
            {
              "source" : "oci",
              "valid" : true,
              "errors" : 0,
              "warnings" : 0,
              "blobs" : 3,
              "bytes" : %d,
              "findings" : [ ]
            }
            """
                .formatted(bytes));
    assertThat(Files.readString(json)).endsWith("}\n");
    verify(log)
        .info(matches("Validated oci: 3 blobs \\(.+ B\\), no errors, no warnings, in \\d\\.\\d s"));
    verify(log, never()).error(anyString());
    verify(log, never()).warn(anyString());
  }

  @Test
  @InjectMojo(goal = "validate")
  void listsErrorsThenWarningsBelowTheirFiles(ValidateMojo mojo) throws Exception {
    writeMarker("{\"imageLayoutVersion\": \"2.0.0\"}");
    Files.delete(image.blobFile(image.blobDigests().get(1)));
    Files.writeString(directory.resolve("oci/blobs/sha256/left over"), "no blob");
    Path other = image.blobFile(image.blobDigests().get(2));
    byte[] bytes = Files.readAllBytes(other);
    bytes[20] ^= 1;
    Files.write(other, bytes);

    assertThatThrownBy(() -> validate(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot accept oci: 2 errors, 2 warnings; they are listed above and in"
                + " oci-push/validation.json; build the image again or fix the tool that wrote it")
        .hasNoCause();

    var order = inOrder(log);
    order.verify(log).error("blobs/sha256/left over");
    order
        .verify(log)
        .error("  L6: a name that is not a digest; expected blobs/<algorithm>/<encoded digest>");
    order.verify(log).error("blobs/" + image.blobDigests().get(2).replace(':', '/'));
    order.verify(log).error(startsWith("  D5: content with sha256:"));
    order.verify(log).warn("oci-layout");
    order.verify(log).warn(startsWith("  L2 at /imageLayoutVersion: \"2.0.0\"; expected "));
    order.verify(log).warn("blobs/" + image.blobDigests().get(1).replace(':', '/'));
    order.verify(log).warn(startsWith("  L7: no such file; expected the application/vnd."));
    order.verify(log).info(startsWith("Validated oci: 2 blobs ("));

    assertThat(report().path("valid").booleanValue()).isFalse();
    assertThat(report().path("errors").intValue()).isEqualTo(2);
    assertThat(report().path("warnings").intValue()).isEqualTo(2);
    assertThat(report().path("findings")).hasSize(4);
    assertThat(report().at("/findings/2"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {
                      "severity": "warning",
                      "rule": "L2",
                      "file": "oci-layout",
                      "pointer": "/imageLayoutVersion",
                      "found": "\\"2.0.0\\"",
                      "expected": "\\"1.0.0\\", the only version that is known"
                    }
                    """));
  }

  @Test
  @InjectMojo(goal = "validate")
  void writesTheFindingsOfAFileTogether(ValidateMojo mojo) throws Exception {
    Files.writeString(
        directory.resolve("oci/index.json"),
        "{\"schemaVersion\": 1, \"mediaType\": \"a/b\", \"manifests\": []}");

    assertThatThrownBy(() -> validate(mojo)).hasMessageStartingWith("Cannot accept oci: 2 errors;");

    verify(log).error("index.json");
    verify(log).error(startsWith("  I1 at /schemaVersion: 1; expected 2"));
    verify(log).error(startsWith("  I2 at /mediaType: \"a/b\"; expected "));
  }

  @Test
  @InjectMojo(goal = "validate")
  void acceptsWarnings(ValidateMojo mojo) throws Exception {
    writeMarker("{\"imageLayoutVersion\": \"2.0.0\"}");

    validate(mojo);

    assertThat(report().path("valid").booleanValue()).isTrue();
    assertThat(report().path("warnings").intValue()).isEqualTo(1);
  }

  @Test
  @InjectMojo(goal = "validate")
  @MojoParameter(name = "failOnWarnings", value = "yes")
  void takesNoOtherWordForFalse(ValidateMojo mojo) {
    assertThatThrownBy(() -> validate(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Cannot understand failOnWarnings 'yes'; it is one of: true, false")
        .hasMessageEndingWith("#parameter");
    assertThat(json).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "validate")
  @MojoParameter(name = "failOnWarnings", value = "true")
  void failsOnWarningsIfAsked(ValidateMojo mojo) throws Exception {
    validate(mojo);
    writeMarker("{\"imageLayoutVersion\": \"2.0.0\"}");

    assertThatThrownBy(() -> validate(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot accept oci: 1 warning, and failOnWarnings is set; it is listed above and in"
                + " oci-push/validation.json; build the image again or fix the tool that wrote"
                + " it");
    assertThat(report().path("valid").booleanValue()).isTrue();
  }

  @Test
  @InjectMojo(goal = "validate")
  void keepsForeignTextFromTheTerminal(ValidateMojo mojo) throws Exception {
    writeMarker("{\"imageLayoutVersion\": \"\\u001b[2J\\ud800\u009b2J\"}");
    Files.writeString(directory.resolve("oci/blobs/sha256/left\n[INFO] over"), "no blob");

    assertThatThrownBy(() -> validate(mojo)).isInstanceOf(MojoFailureException.class);

    ArgumentCaptor<String> lines = ArgumentCaptor.forClass(String.class);
    verify(log, atLeastOnce()).error(lines.capture());
    verify(log, atLeastOnce()).warn(lines.capture());
    assertThat(lines.getAllValues())
        .hasSize(4)
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    assertThat(report().at("/findings/0/file").textValue())
        .isEqualTo("blobs/sha256/left\n[INFO] over");
    assertThat(report().at("/findings/1/found").textValue()).contains("?\u009b2J");
  }

  @Test
  @InjectMojo(goal = "validate")
  void leavesNoReportOfAnEarlierValidationBehind(ValidateMojo mojo) throws Exception {
    validate(mojo);
    assertThat(json).exists();
    MojoExtension.setVariableValueToObject(mojo, "source", "nowhere");

    assertThatThrownBy(() -> validate(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("there is no nowhere");
    assertThat(json).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "validate")
  void findsOutThatItsReportCannotBeWritten(ValidateMojo mojo) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    MojoExtension.setVariableValueToObject(mojo, "outputDirectory", file.resolve("x").toFile());

    assertThatThrownBy(() -> validate(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Cannot write the validation's result to ")
        .hasMessageContaining("'outputDirectory'");
    verify(log, never()).info(any(CharSequence.class));
  }

  @Test
  @InjectMojo(goal = "validate")
  @MojoParameter(name = "skip", value = "true")
  void skips(ValidateMojo mojo) throws Exception {
    validate(mojo);

    assertThat(json).doesNotExist();
    verify(log).info("Skipping: skip is true");
  }

  @Test
  @InjectMojo(goal = "validate")
  void validatesWithoutAProject(ValidateMojo mojo) throws Exception {
    when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
    MojoExtension.setVariableValueToObject(mojo, "source", "oci");

    mojo.execute();

    assertThat(directory.resolve("target/oci-push/validation.json")).exists();
  }
}
