package io.github.ocimaven.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageIndex;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.SourceReferenceException.Choice;
import io.github.ocimaven.source.files.SourceFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What docker save writes for {@code docker save a:latest b:latest}, and others. */
class LayoutImagesTest {

  private static Descriptor image(String content, String refName, String containerdName) {
    return new Descriptor(
        MediaType.OCI_INDEX,
        Digest.sha256(content),
        1,
        null,
        null,
        Map.of(
            "org.opencontainers.image.ref.name",
            refName,
            "io.containerd.image.name",
            containerdName));
  }

  private static LayoutImages layout(Descriptor... images) {
    return new LayoutImages(
        new ImageIndex(List.of(images), Optional.empty(), Optional.empty(), Map.of()),
        new LayoutDocuments(new NoFiles()));
  }

  private final Descriptor a = image("a", "latest", "docker.io/library/a:latest");
  private final Descriptor b = image("b", "latest", "docker.io/acme/b:latest");
  private final Descriptor b2 = image("b2", "2", "docker.io/acme/b:2");
  private final LayoutImages images = layout(a, b, b2);

  @Test
  void findsAnImageByEachOfItsNames() {
    assertThat(images.find("docker.io/library/a:latest")).contains(a);
    assertThat(images.find("a:latest")).contains(a);
    assertThat(images.find("a")).contains(a);
    assertThat(images.find("acme/b")).contains(b);
    assertThat(images.find("b:2")).contains(b2);
    assertThat(images.find("2")).contains(b2);
    assertThat(images.find(b.digest().toString())).contains(b);
  }

  /** Jib 3.5 and {@code crane pull --annotate-ref} 0.22 write full names as ref names. */
  @Test
  void findsAnImageByTheShortFormOfARefName() {
    Descriptor jib = image("jib", "ghcr.io/acme/app:1.0", "");
    Descriptor crane = image("crane", "127.0.0.1:5471/base:latest", "");
    LayoutImages named = layout(jib, crane);

    assertThat(named.find("app:1.0")).contains(jib);
    assertThat(named.find("acme/app:1.0")).contains(jib);
    assertThat(named.find("base")).contains(crane);
    assertThat(named.find("1.0")).isEmpty();
    assertThat(named.find("pp:1.0")).isEmpty();
  }

  @Test
  void prefersAFullNameToTheShortFormOfAnother() {
    Descriptor exact = image("exact", "app:1.0", "");

    assertThat(layout(image("other", "acme/app:1.0", ""), exact).find("app:1.0")).contains(exact);
  }

  @Test
  void findsNothingWhereANameStandsForSeveral() {
    assertThat(images.find("latest")).isEmpty();
    assertThat(images.find("c")).isEmpty();
    assertThat(images.find(null)).isEmpty();
  }

  @Test
  void namesImagesAsTheyAreFound() {
    assertThat(images.choices(false))
        .extracting(Choice::reference)
        .containsExactly("docker.io/library/a:latest", "docker.io/acme/b:latest", "2")
        .allSatisfy(name -> assertThat(images.find(name)).isPresent());
  }

  @Test
  void namesImagesWithoutNamesByTheirDigest() {
    Descriptor nameless = image("nameless", "", "");

    assertThat(layout(nameless, a).choices(false))
        .extracting(Choice::reference)
        .containsExactly(nameless.digest().toString(), "latest");
  }

  /** A layout without blobs. */
  private static final class NoFiles implements SourceFiles {
    @Override
    public String name() {
      return "oci";
    }

    @Override
    public Optional<Content> file(String path, Findings findings) {
      return Optional.empty();
    }

    @Override
    public Optional<List<String>> list(String folder) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
