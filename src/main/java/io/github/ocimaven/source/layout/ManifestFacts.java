package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageManifest;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest or index says about itself.
 *
 * @param children the manifests and indexes of an index
 * @param subject the digest of the manifest that it refers to, for example the one that it signs
 * @param artifactType the type of an artifact that is not an image
 * @param config the config of an image
 */
record ManifestFacts(
    List<Descriptor> children,
    Optional<Digest> subject,
    Optional<MediaType> artifactType,
    Optional<Descriptor> config) {

  /**
   * Reads a manifest or index.
   *
   * @param documents reads its document
   * @return the facts; only those of the descriptor if the document can't be read
   */
  static ManifestFacts read(Descriptor descriptor, LayoutDocuments documents) {
    Optional<MediaType> described =
        Optional.ofNullable(descriptor.artifactType()).filter(ManifestFacts::isOfArtifact);
    return documents
        .read(descriptor)
        .flatMap(
            bytes ->
                descriptor.mediaType().isIndex()
                    ? ofIndex(descriptor, bytes, described)
                    : ofManifest(descriptor, bytes, described))
        .orElseGet(
            () -> new ManifestFacts(List.of(), Optional.empty(), described, Optional.empty()));
  }

  private static Optional<ManifestFacts> ofIndex(
      Descriptor descriptor, byte[] bytes, Optional<MediaType> described) {
    return Documents.readIndex(
            LayoutDocuments.file(descriptor.digest()),
            descriptor.mediaType(),
            bytes,
            new Findings())
        .map(
            index ->
                new ManifestFacts(
                    index.manifests().stream().filter(ManifestFacts::isManifestOrIndex).toList(),
                    index.subject().map(Descriptor::digest),
                    index.artifactType().filter(ManifestFacts::isOfArtifact).or(() -> described),
                    Optional.empty()));
  }

  private static Optional<ManifestFacts> ofManifest(
      Descriptor descriptor, byte[] bytes, Optional<MediaType> described) {
    return Documents.readManifest(
            LayoutDocuments.file(descriptor.digest()),
            descriptor.mediaType(),
            bytes,
            new Findings())
        .map(
            manifest ->
                new ManifestFacts(
                    List.of(),
                    manifest.subject().map(Descriptor::digest),
                    artifactType(manifest).or(() -> described),
                    Optional.of(manifest.config())));
  }

  /**
   * Notation 1.3's signatures state their type only as the config's, and the older signatures of
   * cosign only as the layer's.
   */
  private static Optional<MediaType> artifactType(ImageManifest manifest) {
    return manifest
        .artifactType()
        .filter(ManifestFacts::isOfArtifact)
        .or(() -> Optional.of(manifest.config().mediaType()).filter(ManifestFacts::isOfArtifact))
        .or(
            () ->
                manifest.layers().stream().anyMatch(layer -> layer.mediaType().isLayer())
                    ? Optional.empty()
                    : manifest.layers().stream().map(Descriptor::mediaType).findFirst());
  }

  /** Tools built on go-containerregistry state an image's config type as its artifact type. */
  private static boolean isOfArtifact(MediaType type) {
    return !type.isImageConfig();
  }

  /** Returns whether a descriptor is of something that an image can consist of. */
  static boolean isManifestOrIndex(Descriptor descriptor) {
    return descriptor.mediaType().isManifest() || descriptor.mediaType().isIndex();
  }
}
