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
import io.github.ocimaven.push.tag.TagTakenException.Taken;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags that already name another image. */
class OverwriteTest {

  private static final Manifest OTHER = new Manifest(MediaType.OCI_MANIFEST, new byte[] {'{', '}'});
  private static final Target APP = new Target("localhost", "app", List.of("1.0", "latest"));
  private static final Target MIRROR = new Target("mirror.example", "app", List.of("1.0", "1"));

  @TempDir Path directory;

  private final InMemoryRepository app = new InMemoryRepository();
  private final InMemoryRepository mirror = new InMemoryRepository();
  private final List<String> warnings = new ArrayList<>();
  private WrittenImage image;

  @BeforeEach
  void write() throws IOException {
    image = TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  private PushResult push(Overwrite overwrite) {
    return push(overwrite, false, APP);
  }

  private PushResult push(Overwrite overwrite, boolean dryRun, Target... targets) {
    PushListener listener =
        new PushListener() {
          @Override
          public void releaseTagMoved(String reference, Digest before, Digest now) {
            warnings.add(reference + " " + before + " " + now);
          }
        };
    PushRequest request =
        Requests.push(directory, "oci", null, List.of(targets), 2, dryRun)
            .withTagRule(new TagRule(overwrite, "1.0"));
    return new Pusher(target -> target.equals(APP) ? app : mirror, listener).push(request).get(0);
  }

  private void takeBeforeThePush(InMemoryRepository registry, String... tags) {
    for (String tag : tags) {
      registry.putManifest(ManifestName.tag(tag), OTHER);
    }
    registry.clearCalls();
  }

  private Manifest pushed() {
    return new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes());
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void setsTagsThatDoNotExistInEveryMode(Overwrite overwrite) {
    assertThat(push(overwrite).movedTags()).containsExactly("1.0", "latest");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void succeedsInEveryModeWhereTheTagsNameTheImage(Overwrite overwrite) {
    push(Overwrite.ALWAYS);

    assertThat(push(overwrite).isUnchanged()).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void neverMovesATagThatNamesAnotherImage() {
    takeBeforeThePush(app, "1.0", "latest");

    assertThatThrownBy(() -> push(Overwrite.NEVER))
        .isInstanceOfSatisfying(
            TagTakenException.class,
            e -> {
              assertThat(e.overwrite()).isEqualTo("never");
              assertThat(e.taken())
                  .containsExactly(
                      new Taken("localhost/app:1.0", OTHER.digest()),
                      new Taken("localhost/app:latest", OTHER.digest()));
              assertThat(e.isUserFixable()).isTrue();
            })
        .hasMessage(
            "Cannot push "
                + image.manifestDigest()
                + " as localhost/app:1.0 and as localhost/app:latest: localhost/app:1.0 names "
                + OTHER.digest()
                + ", localhost/app:latest names "
                + OTHER.digest()
                + ", and overwrite is never; nothing was sent; push under another tag or version,"
                + " or set 'overwrite' to always");
    assertThat(app.calls())
        .containsExactlyInAnyOrder("manifestDigest 1.0", "manifestDigest latest", "close");
  }

  @Test
  void refusesInADryRunWhatAPushRefuses() {
    takeBeforeThePush(app, "1.0");

    assertThatThrownBy(() -> push(Overwrite.NEVER, true, APP))
        .isInstanceOf(TagTakenException.class);
  }

  @Test
  void movesAllButReleaseTagsWhereOverwriteIsSnapshots() {
    takeBeforeThePush(app, "1.0", "latest");

    assertThatThrownBy(() -> push(Overwrite.SNAPSHOTS))
        .isInstanceOf(TagTakenException.class)
        .hasMessageStartingWith(
            "Cannot push "
                + image.manifestDigest()
                + " as localhost/app:1.0: the tag names "
                + OTHER.digest()
                + ", and overwrite is snapshots, which lets no release tag move; nothing was sent;"
                + " ");

    app.putManifest(ManifestName.tag("1.0"), pushed());
    assertThat(push(Overwrite.SNAPSHOTS).movedTags()).containsExactly("latest");
    assertThat(warnings).isEmpty();
  }

  @Test
  void tellsWhichReleaseTagMovedAndFromWhere() {
    takeBeforeThePush(app, "1.0", "latest");

    push(Overwrite.ALWAYS);

    assertThat(warnings)
        .containsExactly("localhost/app:1.0 " + OTHER.digest() + " " + image.manifestDigest());
  }

  @Test
  void tellsInADryRunWhichReleaseTagWouldMove() {
    takeBeforeThePush(app, "1.0");

    push(Overwrite.ALWAYS, true, APP);

    assertThat(warnings).hasSize(1);
    assertThat(app.stored("1.0")).contains(OTHER);
  }

  @Test
  void looksAtTheTagsOfAllDestinationsBeforeItSendsToOne() {
    takeBeforeThePush(app, "1.0");
    takeBeforeThePush(mirror, "1", "1.0");

    assertThatThrownBy(() -> push(Overwrite.SNAPSHOTS, false, MIRROR, APP))
        .isInstanceOfSatisfying(
            TagTakenException.class,
            e ->
                assertThat(e.taken())
                    .extracting(Taken::reference)
                    .containsExactly("mirror.example/app:1.0", "localhost/app:1.0"));
    assertThat(mirror.calls("putBlob")).isEmpty();
    assertThat(app.calls("putBlob")).isEmpty();
  }

  @Test
  void pushesToAllDestinationsWhereNoTagIsTaken() {
    assertThat(push(Overwrite.NEVER, false, MIRROR, APP).movedTags()).containsExactly("1.0", "1");
    assertThat(app.stored("latest")).isPresent();
  }

  @Test
  void movesNoTagThatSomebodySetMeanwhile() {
    app.intercept(
        call -> {
          if (call.startsWith("putBlob " + image.configDigest())) {
            app.putManifest(ManifestName.tag("latest"), OTHER);
          }
        });

    assertThatThrownBy(() -> push(Overwrite.NEVER))
        .isInstanceOf(TagTakenException.class)
        .hasMessageContaining(
            "overwrite is never; another client has set it since the push began; no tag was moved;"
                + " push under");
    assertThat(app.stored("1.0")).isEmpty();
    assertThat(app.stored("latest")).contains(OTHER);
  }

  @Test
  void leavesATagToWhoeverSetItToTheSameImageMeanwhile() {
    app.intercept(
        call -> {
          if (call.startsWith("putBlob " + image.configDigest())) {
            app.putManifest(ManifestName.tag("1.0"), pushed());
            app.clearCalls();
          }
        });

    push(Overwrite.NEVER);

    assertThat(app.calls("putManifest")).containsExactly("putManifest latest");
  }

  @Test
  void succeedsWhereARegistryOfImmutableTagsRefusesTheImageThatTheTagNames() {
    AtomicBoolean answerLost = new AtomicBoolean();
    app.intercept(
        call -> {
          if (call.equals("putManifest 1.0") && answerLost.compareAndSet(false, true)) {
            app.putManifest(ManifestName.tag("1.0"), pushed());
            throw refusal(Reason.TAG_IMMUTABLE, 400);
          }
        });

    assertThat(push(Overwrite.ALWAYS).movedTags()).containsExactly("1.0", "latest");
  }

  @Test
  void saysWhatTheTagNamesWhereTheRegistryDoesNotSayWhyItRefuses() {
    takeBeforeThePush(app, "1.0");
    app.intercept(
        call -> {
          if (call.equals("putManifest 1.0")) {
            throw refusal(Reason.DENIED, 403);
          }
        });

    assertThatThrownBy(() -> push(Overwrite.ALWAYS))
        .hasMessageContaining(
            "no; the tag names "
                + OTHER.digest()
                + ", perhaps the registry lets no tag move; 2 of 2 blobs (");
    assertThat(warnings).isEmpty();
  }

  private static RegistryException refusal(Reason reason, int status) {
    return new RegistryException("put manifest", reason, status, "no", null);
  }
}
