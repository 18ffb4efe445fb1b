package io.github.ocimaven.source.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.RawLayout;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.ImageSourcesFixture;
import io.github.ocimaven.source.SourceReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Writes layouts with several entries in index.json. */
abstract class LayoutEntriesFixture extends ImageSourcesFixture {

  static final String AMD64 = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
  static final String ARM64 = "{\"os\":\"linux\",\"architecture\":\"arm64\"}";
  static final String UNKNOWN = "{\"os\":\"unknown\",\"architecture\":\"unknown\"}";
  static final MediaType TEXT = new MediaType("text/plain");

  RawLayout layout;
  String image;
  String other;

  @BeforeEach
  final void startALayout() throws IOException {
    layout = new RawLayout(project.resolve("oci"));
    image = image("amd64", "image");
    other = image("arm64", "other");
  }

  final String put(String document) throws IOException {
    layout.blob(document);
    return document;
  }

  final String image(String architecture, String layer) throws IOException {
    String config = put(RawLayout.config(digest(layer)).replace("amd64", architecture));
    return put(
        RawLayout.manifest(
            RawLayout.descriptor(MediaType.OCI_CONFIG, config),
            RawLayout.descriptor(MediaType.OCI_LAYER, put(layer))));
  }

  final String index(String... entries) throws IOException {
    return put(RawLayout.index(MediaType.OCI_INDEX, String.join(",", entries)));
  }

  /** A manifest of an artifact; the type is that of its config, as Notation writes it. */
  final String artifact(String type, @Nullable String subject) throws IOException {
    String manifest =
        RawLayout.manifest(
            RawLayout.descriptor(new MediaType(type), put("{}")),
            RawLayout.descriptor(TEXT, put("signature")));
    return put(
        subject == null
            ? manifest
            : manifest.replace("\"config\"", "\"subject\":" + manifest(subject) + ",\"config\""));
  }

  static String digest(String document) {
    return Digest.sha256(document).toString();
  }

  static String manifest(String document, String... properties) {
    return entry(MediaType.OCI_MANIFEST, document, properties);
  }

  static String entry(MediaType type, String document, String... properties) {
    String descriptor = RawLayout.descriptor(type, document);
    return properties.length == 0
        ? descriptor
        : descriptor.replace("}", "," + String.join(",", properties) + "}");
  }

  static String platform(String platform) {
    return "\"platform\":" + platform;
  }

  static String artifactType(String type) {
    return "\"artifactType\":\"" + type + "\"";
  }

  static String annotation(String name, String value) {
    return "\"annotations\":{\"" + name + "\":\"" + value + "\"}";
  }

  static String named(String name) {
    return annotation("org.opencontainers.image.ref.name", name);
  }

  final void entries(String... entries) throws IOException {
    layout.index(String.join(",", entries));
  }

  final void assertImage(String document, String... notes) throws IOException {
    assertSelected(null, document, notes);
  }

  final void assertSelected(@Nullable String reference, String document, String... notes)
      throws IOException {
    try (ImageSource source = open("oci", reference)) {
      assertThat(source.root().digest()).hasToString(digest(document));
      assertThat(source.notes()).containsExactly(notes);
      assertThat(source.findings().hasErrors()).isFalse();
    }
  }

  final void assertAsks(String message) {
    assertThatThrownBy(() -> open("oci", null).close())
        .isInstanceOf(SourceReferenceException.class)
        .hasMessage(
            "Cannot tell which image in oci is meant: it contains several images; " + message);
  }

  final void assertIsIndexItself(String platforms) throws IOException {
    assertImage(
        Files.readString(project.resolve("oci/index.json")),
        "The image is the index.json of oci itself, an index of " + platforms);
  }
}
