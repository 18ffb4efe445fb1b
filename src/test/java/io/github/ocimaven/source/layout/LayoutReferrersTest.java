package io.github.ocimaven.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.RawLayout;
import io.github.ocimaven.source.ImageSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What refers to an image in a layout is not taken for the image, and is counted. */
class LayoutReferrersTest extends LayoutEntriesFixture {

  /** As Notation 1.3 signs a layout, and oras 1.3 backs up what refers to an image. */
  @Test
  void leavesOutWhatRefersToTheImageAndSaysSo() throws IOException {
    String sbom = artifact("application/spdx+json", image);
    String signature = artifact("application/vnd.cncf.notary.signature", image);
    String ofSbom = artifact("application/vnd.cncf.notary.signature", sbom);
    entries(manifest(image), manifest(sbom), manifest(signature), manifest(ofSbom));
    String note =
        "Not pushed: 3 referrers (1 application/spdx+json,"
            + " 2 application/vnd.cncf.notary.signature)";

    assertImage(image, note);
    assertSelected(digest(image), image, note);
    assertSelected(
        digest(sbom), sbom, "Not pushed: 1 referrer (1 application/vnd.cncf.notary.signature)");
    assertSelected(digest(ofSbom), ofSbom);
  }

  @Test
  void takesTheImageWhereItsSignatureHasTheSameName() throws IOException {
    String signature = artifact("application/vnd.cncf.notary.signature", image);
    entries(manifest(signature, named("acme/app:1.0")), manifest(image, named("acme/app:1.0")));
    String note = "Not pushed: 1 referrer (1 application/vnd.cncf.notary.signature)";

    assertSelected("acme/app:1.0", image, note);
    assertSelected("app:1.0", image, note);
  }

  @Test
  void leavesOutWhatRefersToAPartOfTheImage() throws IOException {
    String index = index(manifest(image, platform(AMD64)), manifest(other, platform(ARM64)));
    String signature = artifact("application/vnd.cncf.notary.signature", other);
    entries(entry(MediaType.OCI_INDEX, index), manifest(signature));

    assertImage(index, "Not pushed: 1 referrer (1 application/vnd.cncf.notary.signature)");
  }

  @Test
  void doesNotCountTheAttestationsInTheImage() throws IOException {
    String attestation = artifact("application/vnd.in-toto+json", image);
    String index =
        index(manifest(image, platform(AMD64)), manifest(attestation, platform(UNKNOWN)));
    entries(entry(MediaType.OCI_INDEX, index), manifest(image), manifest(attestation));

    assertImage(index);
    assertSelected(digest(image), image, "Not pushed: 1 referrer (1 application/vnd.in-toto+json)");
  }

  /** As docker save of Docker 29.1 writes it; the manifest may be missing. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"os\":\"unknown\",\"architecture\":\"unknown\"}"})
  void takesTheImageThatDockerPutsReferrersBeside(String platform) throws IOException {
    String subject = annotation("io.containerd.manifest.subject", digest(image));
    String type = artifactType("application/vnd.example.signature");
    entries(
        manifest(image, platform(AMD64)),
        platform.isEmpty()
            ? manifest("missing", subject, type)
            : manifest("missing", subject, type, platform(platform)));

    assertImage(image, "Not pushed: 1 referrer (1 application/vnd.example.signature)");
  }

  /** As cosign 2's save writes it: nothing names the image but its kind. */
  @ParameterizedTest
  @ValueSource(strings = {"image", "imageIndex"})
  void takesWhatCosignCallsTheImage(String kind) throws IOException {
    String signatures =
        RawLayout.manifest(
            RawLayout.descriptor(MediaType.OCI_CONFIG, put("{}")),
            RawLayout.descriptor(
                new MediaType("application/vnd.dev.cosign.simplesigning.v1+json"), put("{ }")));
    entries(
        manifest(put(signatures), annotation("kind", "dev.cosignproject.cosign/sigs")),
        manifest(image, annotation("kind", "dev.cosignproject.cosign/" + kind)));

    assertImage(
        image, "Not pushed: 1 referrer (1 application/vnd.dev.cosign.simplesigning.v1+json)");
  }

  /** As cosign 3.1's save writes it: no entry names the signature. */
  @Test
  void findsTheSignaturesThatCosignSavesWithoutAnEntry() throws IOException {
    artifact("application/vnd.dev.sigstore.bundle.v0.3+json", image);
    artifact("application/vnd.dev.sigstore.bundle.v0.3+json", other);
    entries(manifest(image, annotation("kind", "dev.cosignproject.cosign/image")));

    assertImage(image, "Not pushed: 1 referrer (1 application/vnd.dev.sigstore.bundle.v0.3+json)");
  }

  /** As regctl 0.11 --digest-tags and oras 1.3 backup write it for registries without referrers. */
  @Test
  void leavesOutTheTagsThatNameADigest() throws IOException {
    String signature = artifact("application/vnd.cncf.notary.signature", image);
    String tag = "sha256-" + digest(image).substring("sha256:".length());
    String listing = index(manifest(signature), manifest("missing", artifactType("a/b")));
    String old =
        RawLayout.manifest(
            RawLayout.descriptor(MediaType.OCI_CONFIG, put("{}")),
            RawLayout.descriptor(TEXT, put("x")));
    entries(
        manifest(image, named("1.0")),
        entry(MediaType.OCI_INDEX, listing, named(tag)),
        manifest(put(old), named("example.com/acme/app:" + tag + ".sig")));

    try (ImageSource source = open("oci", null)) {
      assertThat(source.root().digest()).hasToString(digest(image));
      assertThat(source.notes())
          .singleElement()
          .asString()
          .startsWith("Not pushed: 3 referrers (")
          .contains("1 application/vnd.cncf.notary.signature", "1 a/b", "1 text/plain");
    }
    assertSelected(tag, listing);
  }
}
