package io.github.ocimaven.source.layout;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a descriptor says about the image that its content belongs to. */
final class References {

  /** Docker 29.1's docker save puts referrers beside the image, and names it with this. */
  private static final String CONTAINERD_SUBJECT = "io.containerd.manifest.subject";

  /** BuildKit names the manifest that an attestation in the same index is about with this. */
  private static final String ATTESTED = "vnd.docker.reference.digest";

  /** cosign save writes what an entry is; signatures and attestations are those of the image. */
  private static final String KIND = "kind";

  private static final String COSIGN = "dev.cosignproject.cosign/";
  private static final List<String> COSIGN_IMAGES =
      List.of(COSIGN + "image", COSIGN + "imageIndex");

  /**
   * The tags under which referrers are kept for registries without a list of them
   * (distribution-spec, "Referrers Tag Schema"), and those of cosign before version 3, which end in
   * {@code .sig}, {@code .att} or {@code .sbom}.
   */
  private static final Pattern TAG =
      Pattern.compile("sha256-(?<hex>[0-9a-f]{64})(?:\\.\\w[\\w.-]*)?");

  private References() {}

  /** Returns the digests that a descriptor's annotations refer to. */
  static List<Digest> ofDescriptor(Descriptor descriptor) {
    return Stream.of(CONTAINERD_SUBJECT, ATTESTED)
        .flatMap(name -> Optional.ofNullable(descriptor.annotations().get(name)).stream())
        .flatMap(References::digest)
        .toList();
  }

  private static Stream<Digest> digest(String text) {
    try {
      return Stream.of(Digest.parse(text));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /** Returns whether a descriptor says that its content stands beside an image, not in one. */
  static boolean isBesideAnImage(Descriptor entry) {
    return entry.annotations().containsKey(CONTAINERD_SUBJECT) || isCosignReferrer(entry);
  }

  /** Returns the digests that the names of an entry of {@code index.json} refer to. */
  static List<Digest> ofTags(Descriptor entry) {
    return LayoutImages.givenNames(entry)
        .map(name -> TAG.matcher(name.substring(name.lastIndexOf(':') + 1)))
        .filter(Matcher::matches)
        .map(matcher -> new Digest("sha256", matcher.group("hex")))
        .toList();
  }

  /** Returns whether cosign calls an entry of {@code index.json} the image. */
  static boolean isCosignImage(Descriptor entry) {
    return COSIGN_IMAGES.contains(entry.annotations().getOrDefault(KIND, ""));
  }

  /** Returns whether cosign calls an entry of {@code index.json} something about the image. */
  static boolean isCosignReferrer(Descriptor entry) {
    return entry.annotations().getOrDefault(KIND, "").startsWith(COSIGN) && !isCosignImage(entry);
  }
}
