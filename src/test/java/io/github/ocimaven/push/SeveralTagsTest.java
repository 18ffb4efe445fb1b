package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.push.tag.TagTakenException;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.text.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A push that moves several tags of one repository. */
class SeveralTagsTest {

  private static final Manifest OTHER = new Manifest(MediaType.OCI_MANIFEST, new byte[] {'{', '}'});
  private static final List<String> FOUR = List.of("1.0", "1", "1.x", "latest");

  @TempDir Path directory;

  private final InMemoryRepository registry = new InMemoryRepository();
  private final List<String> warnings = new ArrayList<>();
  private WrittenImage image;

  @BeforeEach
  void write() throws IOException {
    image = TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  private PushResult push(Overwrite overwrite, int parallelism, List<String> tags) {
    PushListener listener =
        new PushListener() {
          @Override
          public void releaseTagMoved(String reference, Digest before, Digest now) {
            warnings.add(reference);
          }
        };
    Target target = new Target("localhost", "app", tags);
    PushRequest request =
        Requests.push(directory, "oci", null, List.of(target), parallelism, false)
            .withTagRule(new TagRule(overwrite, "1.0"));
    return new Pusher(unused -> registry, listener).push(request).get(0);
  }

  private PushResult push() {
    return push(Overwrite.ALWAYS, 8, FOUR);
  }

  private String together(String... tags) {
    return "putManifest " + image.manifestDigest() + " " + String.join(" ", tags);
  }

  private void failAt(String call, Reason reason, int status) {
    registry.intercept(
        made -> {
          if (made.equals(call)) {
            throw new RegistryException("put manifest", reason, status, "no", null);
          }
        });
  }

  private void meetAt(String calls, int parties) {
    CyclicBarrier all = new CyclicBarrier(parties);
    registry.intercept(
        made -> {
          if (made.startsWith(calls) && !made.contains("sha256:")) {
            try {
              all.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });
  }

  private void assertTags(String... tags) {
    for (String tag : FOUR) {
      assertThat(registry.stored(tag).filter(stored -> !stored.equals(OTHER)).isPresent())
          .as(tag)
          .isEqualTo(List.of(tags).contains(tag));
    }
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void setsThemWithOneRequestWhereTheRegistrySupportsThat(Overwrite overwrite) {
    registry.setTags(tag -> true);

    PushResult result = push(overwrite, 8, FOUR);

    assertThat(registry.calls("putManifest"))
        .containsExactly(together("1.0", "1", "1.x", "latest"));
    assertThat(registry.calls("manifest"))
        .containsExactlyInAnyOrder("manifest 1.0", "manifest 1", "manifest 1.x", "manifest latest");
    assertThat(result.movedTags()).containsExactlyElementsOf(FOUR);
    assertTags("1.0", "1", "1.x", "latest");
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void putsOneByOneWhatTheRegistryDoesNotNameAsSet(Overwrite overwrite) {
    registry.setTags(Set.of("1.0", "latest")::contains);

    PushResult result = push(overwrite, 8, FOUR);

    assertThat(registry.calls("putManifest"))
        .containsExactlyInAnyOrder(
            together("1.0", "1", "1.x", "latest"), "putManifest 1", "putManifest 1.x")
        .startsWith(together("1.0", "1", "1.x", "latest"));
    assertThat(registry.calls("manifest")).hasSize(4);
    assertThat(result.movedTags()).containsExactlyElementsOf(FOUR);
    assertTags("1.0", "1", "1.x", "latest");
  }

  @Test
  void putsASingleTagByItsName() {
    push(Overwrite.ALWAYS, 8, List.of("1.0"));

    assertThat(registry.calls("putManifest")).containsExactly("putManifest 1.0");
  }

  @Test
  void putsTheLastOneAloneWhereTheRegistryHasSetTheOthers() {
    registry.setTags(tag -> !tag.equals("latest"));

    push();

    assertThat(registry.calls("putManifest"))
        .containsExactly(together("1.0", "1", "1.x", "latest"), "putManifest latest");
  }

  @Test
  void putsThemAtTheSameTimeWhereTheRegistryIgnoresTheOthers() {
    meetAt("putManifest ", 4);

    push();

    assertTags("1.0", "1", "1.x", "latest");
  }

  @Test
  void readsThemBackAtTheSameTime() {
    registry.setTags(tag -> true);
    meetAt("manifest ", 4);

    push();

    assertThat(registry.calls("manifest")).hasSize(4);
  }

  @Test
  void asksForTenWithOneRequest() {
    List<String> tags = IntStream.range(0, 23).mapToObj(i -> "t" + i).toList();
    registry.setTags(tag -> true);

    assertThat(push(Overwrite.ALWAYS, 4, tags).movedTags()).isEqualTo(tags);
    assertThat(registry.calls("putManifest"))
        .containsExactly(
            together(tags.subList(0, 10).toArray(String[]::new)),
            together(tags.subList(10, 20).toArray(String[]::new)),
            together(tags.subList(20, 23).toArray(String[]::new)));
  }

  @Test
  void asksOnceWhereTheRegistryIgnoresTags() {
    List<String> tags = IntStream.range(0, 23).mapToObj(i -> "t" + i).toList();

    push(Overwrite.ALWAYS, 4, tags);

    assertThat(registry.calls("putManifest")).hasSize(24);
  }

  @Test
  void asksOnlyForTheTagsThatDoNotNameTheImage() {
    registry.setTags(tag -> true);
    Manifest pushed = new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes());
    registry.putManifest(ManifestName.tag("1"), pushed);
    registry.putManifest(ManifestName.tag("latest"), OTHER);
    registry.clearCalls();

    assertThat(push().movedTags()).containsExactly("1.0", "1.x", "latest");

    assertThat(registry.calls("putManifest")).containsExactly(together("1.0", "1.x", "latest"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"REFUSED", "DENIED", "TAG_IMMUTABLE"})
  void putsThemOneByOneWhereTheRegistryRefusesThemTogether(Reason reason) {
    failAt(together("1.0", "1", "1.x", "latest"), reason, 400);

    assertThat(push().movedTags()).containsExactlyElementsOf(FOUR);
    assertThat(registry.calls("putManifest")).hasSize(5);
  }

  @Test
  void saysThatAllOfThemMayHaveMovedWhereTheResponseIsLost() {
    failAt(together("1.0", "1", "1.x", "latest"), Reason.UNREACHABLE, 0);

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: no; the tag localhost/app:1.0 may have been moved anyway; the tag"
                + " localhost/app:1 may have been moved anyway; the tag localhost/app:1.x may have"
                + " been moved anyway; the tag localhost/app:latest may have been moved anyway; 2 of"
                + " 2 blobs (%s) have arrived; a second run will not send them again"
                    .formatted(size()));
    assertThat(registry.calls("putManifest")).hasSize(1);
  }

  private String size() {
    return Units.bytes(
        image.blobDigests().stream()
            .filter(digest -> !digest.equals(image.manifestDigest()))
            .mapToLong(digest -> image.blobFile(digest).toFile().length())
            .sum());
  }

  @Test
  void movesNoTagWhereTheRegistryDoesNotTakeTheManifest() {
    failAt(together("1.0", "1", "1.x", "latest"), Reason.TOO_LARGE, 413);

    assertThatThrownBy(this::push).hasMessageStartingWith("Cannot put manifest: no; 2 of 2 blobs");
    assertThat(registry.calls("putManifest")).hasSize(1);
  }

  @Test
  void namesAllThatWereMovedAndAllThatMayHaveBeenWhereSomeFail() {
    CyclicBarrier all = new CyclicBarrier(4);
    registry.intercept(
        made -> {
          if (made.startsWith("putManifest ") && !made.contains("sha256:")) {
            try {
              all.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            int status = made.endsWith(" 1") ? 400 : made.endsWith("latest") ? 500 : 201;
            if (status != 201) {
              throw new RegistryException("put " + status, Reason.REFUSED, status, "no", null);
            }
          }
        });

    assertThatThrownBy(this::push)
        .hasMessageStartingWith(
            "Cannot put 400: no; the tag localhost/app:latest may have been moved anyway; ")
        .hasMessageEndingWith("; the tags 1.0, 1.x were moved already");
    assertThat(registry.calls("manifest")).isEmpty();
  }

  @Test
  void doesNotStartAnotherOneAfterAFailure() {
    failAt("putManifest 1", Reason.REFUSED, 500);

    assertThatThrownBy(() -> push(Overwrite.ALWAYS, 1, FOUR))
        .hasMessageContaining("the tag localhost/app:1 may have been moved anyway; ")
        .hasMessageEndingWith("; the tag 1.0 was moved already");
    assertTags("1.0");
  }

  @Test
  void movesNoneWhereOneIsTakenJustBefore() {
    registry.setTags(tag -> true);
    registry.intercept(
        call -> {
          if (call.startsWith("putBlob " + image.configDigest())) {
            registry.putManifest(ManifestName.tag("1.x"), OTHER);
          }
        });

    assertThatThrownBy(() -> push(Overwrite.NEVER, 8, FOUR))
        .isInstanceOf(TagTakenException.class)
        .hasMessageContaining("app:1.x: the tag names " + OTHER.digest())
        .hasMessageContaining(
            "another client has set it since the push began; no tag was moved; push under");
    assertTags();
  }

  @Test
  void checksEachOneAgainBeforeItIsPutAlone() {
    registry.intercept(
        call -> {
          if (call.equals(together("1.0", "1", "1.x", "latest"))) {
            registry.intercept(unused -> {});
            registry.putManifest(ManifestName.tag("1.x"), OTHER);
            registry.putManifest(
                ManifestName.tag("1"), new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes()));
            registry.clearCalls();
          }
        });

    assertThatThrownBy(() -> push(Overwrite.NEVER, 1, FOUR))
        .isInstanceOf(TagTakenException.class)
        .hasMessageContaining(
            "another client has set it since the push began; the tag 1.0 was moved already; push");
    assertThat(registry.calls("putManifest")).containsExactly("putManifest 1.0");
    assertThat(registry.stored("1.x")).contains(OTHER);
  }

  @Test
  void sendsContentAgainThatIsDeletedBeforeATagIsPutAlone() throws IOException {
    AtomicBoolean deleted = new AtomicBoolean();
    registry.intercept(
        call -> {
          if (call.equals("putManifest 1") && deleted.compareAndSet(false, true)) {
            throw new RegistryException("put", Reason.CONTENT_LACKING, 400, "it is gone", null);
          }
        });
    for (String digest : image.blobDigests()) {
      registry.store(Files.readAllBytes(image.blobFile(digest)));
    }

    push();

    assertTags("1.0", "1", "1.x", "latest");
  }

  @Test
  void failsWhereOneOfThemNamesOtherBytesAfterwards() {
    registry.setTags(tag -> true);
    registry.intercept(
        call -> {
          if (call.equals("manifest 1.x")) {
            registry.putManifest(ManifestName.tag("1.x"), OTHER);
          }
        });

    assertThatThrownBy(this::push)
        .hasMessageContaining("Cannot confirm localhost/app:1.x")
        .hasMessageEndingWith("; the tags 1.0, 1, 1.x, latest were moved already");
  }

  @Test
  void saysOfEachReleaseTagThatItMoved() {
    registry.setTags(tag -> !tag.equals("1.0"));
    registry.putManifest(ManifestName.tag("1.0"), OTHER);
    registry.putManifest(ManifestName.tag("latest"), OTHER);

    push();

    assertThat(warnings).containsExactly("localhost/app:1.0");
  }
}
