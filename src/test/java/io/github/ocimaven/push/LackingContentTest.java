package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.MountSource;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A registry that lacks content that it claimed to have, because garbage collection ran during the
 * push.
 */
class LackingContentTest extends LackingContentFixture {

  @Test
  void sendsWithoutAskingAllThatOthersVouchedFor() throws IOException {
    WrittenImage image = storedImage();
    lackAt("putManifest 1.0", 1, Set.of(image.configDigest()));

    PushResult result = push();

    assertThat(registry.calls("hasBlob")).hasSize(2);
    assertThat(registry.calls("putBlob")).hasSize(2).contains("putBlob " + image.configDigest());
    assertThat(registry.calls("putManifest")).containsExactly("putManifest 1.0", "putManifest 1.0");
    assertThat(result.uploaded().blobs()).isEqualTo(2);
    assertThat(result.present().blobs()).isZero();
  }

  @Test
  void sendsWhatTheRegistryClaimedToMount() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    registry.mountFrom((from, digest) -> new byte[0]);
    lackAt("putManifest 1.0", 1, Set.copyOf(image.blobDigests()));
    PushRequest request = Requests.push(directory, "oci", null, List.of(TARGET), 2, false);

    new Pusher(target -> registry, PushListener.NONE)
        .push(request.withMountFrom(List.of(MountSource.parse("acme/base"))));

    assertThat(registry.calls("mountBlob")).hasSize(2);
    assertThat(registry.calls("putBlob")).hasSize(2);
  }

  @Test
  void sendsAllOfThemWhereTheRegistryNamesNone() throws IOException {
    WrittenImage image = storedImage();
    lackAt("putManifest 1.0", 1, Set.of());

    push();

    assertThat(registry.calls("hasBlob")).hasSize(2);
    assertThat(registry.calls("putBlob")).hasSize(2);
    assertThat(registry.stored("1.0").orElseThrow().bytes()).isEqualTo(image.manifestBytes());
  }

  @Test
  void sendsAgainWhatWasNotAskedForBecauseATagNamesTheImage() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    registry.putManifest(
        ManifestName.tag("1.0"), new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes()));
    lackAt("putManifest latest", 1, Set.of());

    assertThat(push(TWO_TAGS).uploaded().blobs()).isEqualTo(2);
    assertThat(registry.calls("putBlob")).hasSize(2);
  }

  @Test
  void storesAllChildrenAgain() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    String child = index.images().get(1).manifestDigest();
    lackAt("putManifest 1.0", 1, Set.of(child));

    push();

    for (WrittenImage image : index.images()) {
      assertThat(registry.calls("putManifest"))
          .filteredOn(call -> call.endsWith(image.manifestDigest()))
          .hasSize(2);
    }
    assertThat(registry.stored("1.0").orElseThrow().bytes()).isEqualTo(index.indexBytes());
  }

  @Test
  void sendsAgainWhereAChildIsRefused() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    WrittenImage child = index.images().get(1);
    lackAt("putManifest " + child.manifestDigest(), 1, Set.of(child.configDigest()));

    push();

    assertThat(registry.calls("putBlob"))
        .filteredOn(call -> call.endsWith(child.configDigest()))
        .hasSize(2);
    assertThat(registry.stored("1.0").orElseThrow().bytes()).isEqualTo(index.indexBytes());
  }

  @Test
  void sendsOnceMoreWhatItHasSentItselfWhereTheRegistryNamesIt() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    lackAt("putManifest 1.0", 1, Set.of(image.configDigest()));

    push();

    assertThat(registry.calls("putBlob"))
        .hasSize(3)
        .filteredOn(call -> call.endsWith(image.configDigest()))
        .hasSize(2);
  }

  @Test
  void goesOnAsLongAsTheRegistryNamesAnotherBlob() throws IOException {
    WrittenImage image =
        TestImages.layout(directory.resolve("oci")).layer("1").layer("2").layer("3").write();
    List<String> names =
        image.blobDigests().stream()
            .filter(digest -> !digest.equals(image.manifestDigest()))
            .toList();
    AtomicInteger refusals = new AtomicInteger();
    registry.intercept(
        call -> {
          if (call.equals("putManifest 1.0") && refusals.get() < names.size()) {
            throw lacking(Set.of(names.get(refusals.getAndIncrement())));
          }
        });

    push();

    assertThat(names).hasSize(4);
    assertThat(registry.calls("putManifest")).hasSize(5);
    assertThat(registry.calls("putBlob")).hasSize(8);
  }

  @Test
  void givesUpWhereTheRegistryNamesTheSameAgain() throws IOException {
    WrittenImage image = storedImage();
    lackAt("putManifest 1.0", 3, Set.of(image.configDigest()));

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: it is gone; 2 blobs were uploaded without asking before that"
                + " response");
    assertThat(registry.calls("putManifest")).hasSize(2);
    assertThat(registry.calls("putBlob")).hasSize(2);
  }

  @Test
  void givesUpWhereTheRegistryNamesNoneTwice() throws IOException {
    storedImage();
    lackAt("putManifest 1.0", 3, Set.of());

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: it is gone; 2 blobs were uploaded without asking before that"
                + " response");
    assertThat(registry.calls("putBlob")).hasSize(2);
  }

  @Test
  void givesUpAtOnceWhereItHasSentAllItselfAndTheRegistryNamesNone() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    lackAt("putManifest 1.0", 3, Set.of());

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: it is gone; this push has uploaded every blob that the source"
                + " has");
    assertThat(registry.calls("putManifest")).hasSize(1);
    assertThat(registry.calls("putBlob")).hasSize(2);
  }

  @Test
  void doesNotSendAgainWhatItSentForAnotherTag() throws IOException {
    WrittenImage image = storedImage();
    AtomicInteger puts = new AtomicInteger();
    registry.intercept(
        call -> {
          if (call.startsWith("putManifest") && puts.incrementAndGet() % 2 == 1) {
            throw lacking(Set.of());
          }
        });

    assertThatThrownBy(() -> push(TWO_TAGS))
        .hasMessageContaining("2 blobs were uploaded without asking before that response");
    assertThat(registry.calls("putBlob")).hasSize(2);
    assertThat(registry.stored(image.manifestDigest())).isPresent();
  }

  @Test
  void storesChildrenThatTheRegistryClaimedToHaveWhereItNamesNone() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    for (WrittenImage image : index.images()) {
      Manifest child = new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes());
      registry.putManifest(ManifestName.of(child.digest()), child);
    }
    registry.clearCalls();
    lackAt("putManifest 1.0", 1, Set.of());

    push();

    assertThat(registry.calls("putBlob")).hasSize(index.blobDigests().size());
    assertThat(registry.calls("putManifest"))
        .hasSize(4)
        .containsAll(
            index.images().stream().map(image -> "putManifest " + image.manifestDigest()).toList());
  }

  @Test
  void sendsAgainWhereSeveralChildrenAreRefused() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    for (WrittenImage child : index.images()) {
      registry.store(Files.readAllBytes(child.blobFile(child.configDigest())));
    }
    Set<String> refused = ConcurrentHashMap.newKeySet();
    registry.intercept(
        call -> {
          for (WrittenImage child : index.images()) {
            if (call.equals("putManifest " + child.manifestDigest()) && refused.add(call)) {
              throw lacking(Set.of(child.configDigest()));
            }
          }
        });

    push();

    assertThat(refused).hasSize(2);
    assertThat(registry.stored("1.0").orElseThrow().bytes()).isEqualTo(index.indexBytes());
  }

  @Test
  void tellsTheListenerWhatItSendsWithoutAsking() throws IOException {
    storedImage();
    lackAt("putManifest 1.0", 1, Set.of());
    List<Amount> told = new ArrayList<>();
    PushListener listener =
        new PushListener() {
          @Override
          public void sendingAgain(Target target, Amount blobs) {
            told.add(blobs);
          }
        };

    PushResult result =
        new Pusher(target -> registry, listener)
            .push(Requests.push(directory, "oci", null, List.of(TARGET), 2, false))
            .get(0);

    assertThat(told).containsExactly(result.uploaded());
  }
}
