package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PushEngineTest extends PushEngineFixture {
  @Test
  void sendsBlobsThenTheManifestThenItsTagsAndReadsThemBack() throws IOException {
    WrittenImage image = image("base", "app");

    PushResult result = push();

    assertThat(registry.calls().subList(0, 2))
        .containsExactlyInAnyOrder("manifestDigest 1.0", "manifestDigest latest");
    int calls = registry.calls().size();
    assertThat(registry.calls().get(calls - 6))
        .isEqualTo("putManifest " + image.manifestDigest() + " 1.0 latest");
    assertThat(registry.calls().subList(calls - 5, calls - 3))
        .containsExactlyInAnyOrder("putManifest 1.0", "putManifest latest");
    assertThat(registry.calls().subList(calls - 3, calls - 1))
        .containsExactlyInAnyOrder("manifest 1.0", "manifest latest");
    assertThat(registry.calls()).endsWith("close");
    assertThat(registry.calls("putBlob")).hasSize(3);
    assertThat(registry.calls().indexOf("putManifest 1.0"))
        .isGreaterThan(registry.calls().lastIndexOf("putBlob " + image.configDigest()));
    assertThat(registry.stored("latest").orElseThrow().bytes()).isEqualTo(image.manifestBytes());
    assertThat(result.digest()).hasToString(image.manifestDigest());
    assertThat(result.imageId()).hasToString(image.configDigest());
    assertThat(result.movedTags()).containsExactly("1.0", "latest");
    assertThat(result.uploaded().blobs()).isEqualTo(3);
    assertThat(result.present()).isEqualTo(new Amount(0, 0));
  }

  @Test
  void sendsEachBlobOnceHoweverOftenItOccurs() throws IOException {
    byte[] same = {1, 2, 3};
    TestImages.layout(directory.resolve("oci"))
        .rawLayer("application/x", same)
        .rawLayer("application/x", same)
        .write();

    push();

    assertThat(registry.calls("putBlob")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void sendsNoBlobThatTheRegistryHas() throws IOException {
    WrittenImage image = image("base", "app");
    registry.store(Files.readAllBytes(image.blobFile(image.configDigest())));

    PushResult result = push();

    assertThat(registry.calls("putBlob"))
        .hasSize(2)
        .doesNotContain("putBlob " + image.configDigest());
    assertThat(result.uploaded().blobs()).isEqualTo(2);
    assertThat(result.present().blobs()).isEqualTo(1);
  }

  @Test
  void asksOncePerTagWhereNothingHasChanged() throws IOException {
    image("base");
    push();
    registry.clearCalls();

    PushResult result = push();

    assertThat(registry.calls())
        .containsExactlyInAnyOrder("manifestDigest 1.0", "manifestDigest latest", "close");
    assertThat(result.isUnchanged()).isTrue();
    assertThat(result.present().blobs()).isEqualTo(2);
  }

  @Test
  void movesOnlyTheTagThatDiffers() throws IOException {
    image("base");
    push();
    registry.putManifest(
        ManifestName.tag("latest"), new Manifest(MediaType.OCI_MANIFEST, new byte[] {'{', '}'}));
    registry.clearCalls();

    PushResult result = push();

    assertThat(registry.calls())
        .hasSize(5)
        .contains("manifestDigest 1.0", "manifestDigest latest")
        .endsWith("putManifest latest", "manifest latest", "close");
    assertThat(result.movedTags()).containsExactly("latest");
  }

  @Test
  void sendsChildrenByDigestBeforeTheIndexByTag() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");

    push();

    List<String> puts = registry.calls("putManifest");
    assertThat(puts.subList(0, 2))
        .containsExactlyInAnyOrderElementsOf(
            index.images().stream().map(i -> "putManifest " + i.manifestDigest()).toList());
    assertThat(puts.get(2)).isEqualTo("putManifest " + index.indexDigest() + " 1.0 latest");
    assertThat(puts.subList(3, 5))
        .containsExactlyInAnyOrder("putManifest 1.0", "putManifest latest");
    assertThat(registry.stored("1.0").orElseThrow().bytes()).isEqualTo(index.indexBytes());
  }

  @Test
  void sendsNoChildThatTheRegistryHas() throws IOException {
    WrittenIndex index = TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");
    WrittenImage known = index.images().get(0);
    var present = new Manifest(MediaType.OCI_MANIFEST, known.manifestBytes());
    registry.putManifest(ManifestName.of(present.digest()), present);
    registry.clearCalls();

    push();

    assertThat(registry.calls("putManifest"))
        .hasSize(4)
        .doesNotContain("putManifest " + known.manifestDigest());
    assertThat(registry.calls())
        .as("the registry has its blobs too, and is asked once")
        .noneMatch(call -> call.endsWith("Blob " + known.configDigest()))
        .filteredOn(call -> call.equals("manifestDigest " + known.manifestDigest()))
        .hasSize(1);
  }

  @Test
  void sendsNothingInADryRun() throws IOException {
    image("base", "app");

    PushResult result = push(request(4, true), PushListener.NONE);

    assertThat(registry.calls("putBlob")).isEmpty();
    assertThat(registry.calls("putManifest")).isEmpty();
    assertThat(result.uploaded().blobs()).isEqualTo(3);
    assertThat(result.movedTags()).containsExactly("1.0", "latest");
  }

  @Test
  void needsNoBlobThatTheRegistryHas() throws IOException {
    WrittenImage image = image("base");
    Path config = image.blobFile(image.configDigest());
    registry.store(Files.readAllBytes(config));
    Files.delete(config);

    push();

    assertThat(registry.stored("1.0")).isPresent();
  }

  @Test
  void sendsAsManyBlobsAtOnceAsParallelismAllows() throws IOException {
    image("1", "2", "3");
    CyclicBarrier allFourInFlight = new CyclicBarrier(4);
    registry.intercept(
        call -> {
          if (call.startsWith("putBlob")) {
            try {
              allFourInFlight.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });

    assertThat(push().uploaded().blobs()).isEqualTo(4);
  }

  @Test
  void tellsTheListenerWhatIsReallySent() throws IOException {
    WrittenImage image = image("base", "app");
    registry.store(Files.readAllBytes(image.blobFile(image.configDigest())));
    AtomicLong promised = new AtomicLong();
    AtomicLong sent = new AtomicLong();
    AtomicInteger done = new AtomicInteger();
    Set<String> events = ConcurrentHashMap.newKeySet();

    PushResult result =
        push(
            request(2, false),
            new PushListener() {
              @Override
              public void lacking(int blobs, long bytes) {
                promised.addAndGet(bytes);
              }

              @Override
              public void sent(long bytes) {
                sent.addAndGet(bytes);
              }

              @Override
              public void blobDone() {
                done.incrementAndGet();
              }

              @Override
              public void finished() {
                events.add("finished");
              }

              @Override
              public void pushed(PushResult pushed) {
                events.add("pushed " + pushed.digest());
              }
            });

    assertThat(promised.get()).isEqualTo(result.uploaded().bytes()).isPositive();
    assertThat(sent.get()).isEqualTo(promised.get());
    assertThat(done.get()).isEqualTo(2);
    assertThat(events).containsExactlyInAnyOrder("finished", "pushed " + image.manifestDigest());
  }

  @Test
  void needsOneThreadAtLeast() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PushSession(0));
  }
}
