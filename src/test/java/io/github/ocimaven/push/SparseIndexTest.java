package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An index whose source lacks the manifests of some platforms, as skopeo 1.22's {@code --multi-arch
 * index-only} and ctr 1.6's {@code images export} write it.
 */
class SparseIndexTest extends PushEngineFixture {

  private static final Target OTHER = new Target("localhost", "other", List.of("1.0"));

  private WrittenIndex sparse(int... lacking) throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    for (int i : lacking) {
      WrittenImage image = index.images().get(i);
      Files.delete(image.blobFile(image.manifestDigest()));
    }
    return index;
  }

  private static void store(InMemoryRepository registry, WrittenImage image) {
    Manifest manifest = new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes());
    registry.putManifest(ManifestName.of(manifest.digest()), manifest);
    registry.clearCalls();
  }

  private static String missing(WrittenImage image, String platform) {
    return "\n  L7 blobs/%s: no such file; expected the manifest for %s (leave it out with"
            .formatted(image.manifestDigest().replace(':', '/'), platform)
        + " 'platforms'); localhost/app lacks it, too";
  }

  @Test
  void isPushedAsItIsWhereTheRepositoryHasTheRest() throws IOException {
    WrittenIndex index = sparse(1);
    store(registry, index.images().get(1));

    push();

    assertThat(registry.stored("1.0").orElseThrow().bytes()).isEqualTo(index.indexBytes());
    assertThat(registry.calls("putManifest"))
        .startsWith(
            "putManifest " + index.images().get(0).manifestDigest(),
            "putManifest " + index.indexDigest() + " 1.0 latest")
        .containsOnlyOnce("putManifest 1.0", "putManifest latest")
        .hasSize(4);
    assertThat(registry.calls("putBlob")).hasSize(index.images().get(0).blobDigests().size());
    assertThat(registry.calls())
        .containsSubsequence(
            "manifestDigest " + index.images().get(1).manifestDigest(),
            registry.calls("putBlob").get(0));
  }

  @Test
  void isPushedWithoutAnyImageOfItsOwn() throws IOException {
    WrittenIndex index = sparse(0, 1);
    index.images().forEach(image -> store(registry, image));
    List<String> notes = new ArrayList<>();

    push(
        request(1, false),
        new PushListener() {
          @Override
          public void planned(PushPlan plan) {
            notes.addAll(plan.notes());
          }
        });

    assertThat(registry.stored("latest").orElseThrow().bytes()).isEqualTo(index.indexBytes());
    assertThat(registry.calls("putBlob")).isEmpty();
    assertThat(notes)
        .containsExactly(
            "oci lacks 2 manifests of the index, which the repository must have already:"
                + " linux/amd64, linux/arm64");
  }

  @Test
  void isRefusedBeforeABlobIsSentWhereTheRepositoryLacksTheRest() throws IOException {
    WrittenIndex index = sparse(0, 1);

    for (boolean dryRun : new boolean[] {false, true}) {
      assertThatThrownBy(() -> push(request(4, dryRun), PushListener.NONE))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageStartingWith("Cannot push oci: the image is not valid, 2 errors; nothing was")
          .hasMessageEndingWith(
              missing(index.images().get(0), "linux/amd64")
                  + missing(index.images().get(1), "linux/arm64"));
    }
    assertThat(registry.calls("putBlob")).isEmpty();
    assertThat(registry.calls("putManifest")).isEmpty();
  }

  @Test
  void isRefusedEverywhereWhereOneRepositoryLacksTheRest() throws IOException {
    WrittenIndex index = sparse(1);
    InMemoryRepository other = new InMemoryRepository();
    store(other, index.images().get(1));
    PushRequest request = Requests.push(directory, "oci", null, List.of(OTHER, TARGET), 2, false);

    assertThatThrownBy(
            () ->
                new Pusher(target -> target.equals(OTHER) ? other : registry, PushListener.NONE)
                    .push(request))
        .hasMessageEndingWith(missing(index.images().get(1), "linux/arm64"));
    assertThat(other.calls("putBlob")).isEmpty();
    assertThat(registry.calls("putBlob")).isEmpty();
  }

  @Test
  void asksForNothingWhereATagNamesTheIndexAlready() throws IOException {
    WrittenIndex index = sparse(1);
    registry.putManifest(
        ManifestName.tag("1.0"), new Manifest(MediaType.OCI_INDEX, index.indexBytes()));

    push();

    assertThat(registry.stored("latest").orElseThrow().digest())
        .isEqualTo(Digest.sha256(index.indexBytes()));
    assertThat(registry.calls("manifestDigest"))
        .doesNotContain("manifestDigest " + index.images().get(1).manifestDigest());
  }

  @Test
  void namesAManifestOfANestedIndexWithoutARemedyThatDoesNotApply() throws IOException {
    WrittenIndex index = TestImages.nestedIndex(directory.resolve("oci"));
    WrittenImage nested = index.images().get(1);
    Files.delete(nested.blobFile(nested.manifestDigest()));

    assertThatThrownBy(this::push)
        .hasMessageEndingWith(
            ": no such file; expected the manifest for linux/arm64; localhost/app lacks it, too");
  }

  @Test
  void isRefusedWhereTheIndexItselfIsMissing() throws IOException {
    WrittenIndex index = sparse();
    Files.delete(index.images().get(0).blobFile(index.indexDigest()));

    assertThatThrownBy(this::push)
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("no such file; expected the application/vnd.oci.image.index");
    assertThat(registry.calls()).isEmpty();
  }
}
