package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.push.tag.TagTakenException;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A push that moves several tags of one repository, and fails at some. */
class SeveralTagsFailureTest extends SeveralTagsFixture {

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
