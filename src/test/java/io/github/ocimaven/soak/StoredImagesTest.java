package io.github.ocimaven.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.soak.TagLedger.Tag;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A soak notices damage in the registry. */
class StoredImagesTest {

  private static final String REPOSITORY = PushThread.REPOSITORIES.get(0);
  private static final Tag TAG = new Tag(REPOSITORY, "1.0");
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  @TempDir private Path directory;

  private final TagLedger ledger = new TagLedger();
  private final SoakReport report = new SoakReport();
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  private WrittenImage store(String content, String tag) throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve(content)).layer(content).write();
    for (String blob : image.blobDigests()) {
      registry.putBlob(REPOSITORY, Files.readAllBytes(image.blobFile(blob)));
    }
    registry.putManifest(REPOSITORY, tag, MANIFEST, image.manifestBytes());
    return image;
  }

  private void compare() throws Exception {
    new StoredImages(registry.hostAndPort(), report).compare(ledger);
  }

  @Test
  void acceptsWhatAPushReported() throws Exception {
    ledger.moved(TAG, store("app", "1.0").manifestDigest());

    compare();

    assertThat(report.problems()).isEmpty();
    assertThat(report.count("blobs read and hashed")).isEqualTo(2);
  }

  @Test
  void noticesATagThatIsGone() throws Exception {
    ledger.moved(TAG, store("app", "2.0").manifestDigest());
    ledger.moved(new Tag(REPOSITORY, "2.0"), ledger.allowed(TAG).iterator().next().orElseThrow());

    compare();

    assertThat(report.problems()).singleElement().asString().contains("1.0", "Optional.empty");
  }

  @Test
  void noticesATagThatNoPushReported() throws Exception {
    store("app", "1.0");

    compare();

    assertThat(report.problems()).singleElement().asString().contains("1.0");
  }

  @Test
  void noticesAnotherImageUnderATag() throws Exception {
    ledger.moved(TAG, store("app", "1.0").manifestDigest());
    store("other", "1.0");

    compare();

    assertThat(report.problems()).singleElement().asString().contains("1.0");
  }

  @Test
  void noticesABlobThatIsGone() throws Exception {
    WrittenImage image = store("app", "1.0");
    ledger.moved(TAG, image.manifestDigest());
    registry.deleteBlob(REPOSITORY, image.configDigest());

    compare();

    assertThat(report.problems()).singleElement().asString().contains(image.configDigest(), "404");
  }

  @Test
  void noticesABlobWithAWrongByte() throws Exception {
    WrittenImage image = store("app", "1.0");
    ledger.moved(TAG, image.manifestDigest());
    Path blob = registry.blobFile(REPOSITORY, image.configDigest()).orElseThrow();
    byte[] bytes = Files.readAllBytes(blob);
    bytes[0]++;
    Files.write(blob, bytes);

    compare();

    assertThat(report.problems()).singleElement().asString().contains(image.configDigest());
  }

  @Test
  void acceptsAnyOfTheImagesUnderATagInDoubt() throws Exception {
    String before = store("before", "1.0").manifestDigest();
    ledger.moved(TAG, before);
    ledger.inDoubt(TAG, store("after", "1.0").manifestDigest());
    compare();
    store("before", "1.0");

    compare();

    assertThat(report.problems()).isEmpty();
    assertThat(report.count("tags in doubt that were moved")).isEqualTo(1);
  }

  @Test
  void noticesAThirdImageUnderATagInDoubt() throws Exception {
    ledger.moved(TAG, store("before", "1.0").manifestDigest());
    ledger.inDoubt(TAG, store("after", "1.0").manifestDigest());
    store("third", "1.0");

    compare();

    assertThat(report.problems()).singleElement().asString().contains("1.0");
  }
}
