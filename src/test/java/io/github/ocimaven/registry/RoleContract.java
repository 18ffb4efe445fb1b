package io.github.ocimaven.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every repository, in each of its roles. */
public abstract class RoleContract {

  private static final MediaType ARTIFACT = new MediaType("application/vnd.example.artifact");
  private static final byte[] EMPTY = bytes("{}");

  private FullRepository repository;

  /** Opens an empty repository. */
  protected abstract FullRepository open() throws Exception;

  /** Whether it supports the referrers API. */
  protected boolean listsReferrers() {
    return true;
  }

  @BeforeEach
  void openRepository() throws Exception {
    repository = open();
  }

  @AfterEach
  void closeRepository() {
    repository.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(byte[] bytes) implements Content {

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public String location() {
      return "a test";
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private Descriptor putBlob(byte[] bytes) {
    Descriptor blob = new Descriptor(MediaType.OCI_LAYER, Digest.sha256(bytes), bytes.length);
    repository.putBlob(blob, new Bytes(bytes), sent -> {});
    return blob;
  }

  /** A manifest with the empty config and one layer, which are uploaded. */
  private Manifest artifact(String more) {
    putBlob(EMPTY);
    String empty =
        """
        {"mediaType":"%s","digest":"%s","size":2}\
        """
            .formatted(MediaType.EMPTY, Digest.sha256(EMPTY));
    return new Manifest(
        MediaType.OCI_MANIFEST,
        bytes(
            """
            {"schemaVersion":2,"mediaType":"%s","artifactType":"%s","config":%s,"layers":[%s]%s}\
            """
                .formatted(MediaType.OCI_MANIFEST, ARTIFACT, empty, empty, more)));
  }

  private Manifest referrer(Manifest subject, String name) {
    return artifact(
        """
        ,"subject":{"mediaType":"%s","digest":"%s","size":%d},"annotations":{"name":"%s"}\
        """
            .formatted(subject.mediaType(), subject.digest(), subject.bytes().length, name));
  }

  private PutReceipt put(Manifest manifest) {
    return repository.putManifest(ManifestName.of(manifest.digest()), manifest);
  }

  @Test
  void readsAManifestByTagAndByDigest() {
    Manifest manifest = artifact("");
    repository.putManifest(ManifestName.tag("1.0"), manifest);

    for (ManifestName name : List.of(ManifestName.tag("1.0"), ManifestName.of(manifest.digest()))) {
      Manifest read = repository.manifest(name).orElseThrow();
      assertThat(read.bytes()).isEqualTo(manifest.bytes());
      assertThat(read.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
      assertThat(repository.manifestDigest(name)).contains(manifest.digest());
    }
  }

  @Test
  void hasNoManifestThatWasNotPut() {
    putBlob(EMPTY); // so that the repository exists

    assertThat(repository.manifest(ManifestName.tag("1.0"))).isEmpty();
    assertThat(repository.manifest(ManifestName.of(Digest.sha256("x")))).isEmpty();
    assertThat(repository.manifestDigest(ManifestName.tag("1.0"))).isEmpty();
  }

  @Test
  void listsWhatRefersToAManifest() {
    Manifest subject = artifact("");
    Manifest one = referrer(subject, "one");
    Manifest other = referrer(subject, "other");
    put(subject);
    put(one);
    put(other);

    if (!listsReferrers()) {
      assertThat(repository.referrers(subject.digest())).isEmpty();
      return;
    }
    List<Descriptor> referrers = repository.referrers(subject.digest()).orElseThrow();
    assertThat(referrers)
        .extracting(Descriptor::digest)
        .containsExactlyInAnyOrder(one.digest(), other.digest());
    assertThat(referrers)
        .allSatisfy(
            referrer -> {
              assertThat(referrer.artifactType()).isEqualTo(ARTIFACT);
              assertThat(referrer.size()).isPositive();
            });
    assertThat(referrers)
        .extracting(Descriptor::annotations)
        .contains(Map.of("name", "one"), Map.of("name", "other"));
  }

  @Test
  void listsNothingWhereNothingRefersToAManifest() {
    Manifest subject = artifact("");
    put(subject);

    assertThat(repository.referrers(subject.digest()).isPresent()).isEqualTo(listsReferrers());
    assertThat(repository.referrers(subject.digest()).orElse(List.of())).isEmpty();
  }

  @Test
  void saysWhetherItListsAReferrer() {
    Manifest subject = artifact("");
    put(subject);

    PutReceipt receipt = put(referrer(subject, "one"));

    assertThat(receipt.subject().isPresent()).isEqualTo(listsReferrers());
    assertThat(receipt.subject().orElse(subject.digest())).isEqualTo(subject.digest());
    assertThat(put(subject).subject()).isEmpty();
  }

  @Test
  void storesAManifestByDigestAndSaysWhichTagsItHasSet() {
    Manifest manifest = artifact("");
    List<Tag> tags = List.of(new Tag("1.0"), new Tag("1.0-SNAPSHOT"), new Tag("_la.test"));

    PutReceipt receipt = repository.putManifest(manifest, tags);

    assertThat(repository.manifestDigest(ManifestName.of(manifest.digest())))
        .contains(manifest.digest());
    for (Tag tag : tags) {
      assertThat(repository.manifestDigest(tag).isPresent())
          .isEqualTo(receipt.tags().contains(tag));
    }
    assertThat(put(artifact(" ")).tags()).isEmpty();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, 6_000_000})
  void readsABlobAsOftenAsItTakes(int size) throws IOException {
    byte[] bytes = random(size);
    Content content = repository.blob(putBlob(bytes));

    assertThat(content.size()).isEqualTo(size);
    for (int reading = 0; reading < 2; reading++) {
      try (InputStream in = content.open()) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50_000, 99_999, 100_000})
  void readsTheRestOfABlob(int offset) throws IOException {
    byte[] bytes = random(100_000);
    RemoteContent content = repository.blob(putBlob(bytes));

    try (InputStream in = content.openAt(offset)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, offset, bytes.length));
    }
  }

  @Test
  void readsTheBeginningsOfMoreBlobsThanThereAreConnections() throws IOException {
    byte[] bytes = random(6_000_000);
    Content content = repository.blob(putBlob(bytes));

    for (int i = 0; i < 12; i++) {
      try (InputStream in = content.open()) {
        assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOf(bytes, 1000));
      }
    }
  }

  @Test
  void uploadsWhatItReads() throws IOException {
    byte[] bytes = random(2_000_000);
    Descriptor blob = putBlob(bytes);

    repository.putBlob(blob, repository.blob(blob), sent -> {});

    try (InputStream in = repository.blob(blob).open()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void opensNoBlobThatIsNotThere() {
    putBlob(EMPTY);
    Descriptor absent = new Descriptor(MediaType.OCI_LAYER, Digest.sha256("absent"), 6);

    assertThatThrownBy(() -> repository.blob(absent).open())
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.status()).isEqualTo(404));
  }
}
