package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.Refused;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry refuses a manifest because of its media type, or because of the repository's content:
 * the tag names another manifest and can't be moved, or content that the manifest refers to is
 * missing.
 *
 * @param lacking the blobs and manifests that the registry says it lacks, as far as it names them
 */
record ManifestRefusal(Explanation explanation, Set<Digest> lacking) {

  private static final Set<Integer> IMMUTABLE_STATUSES = Set.of(400, 403, 405, 409, 412);

  /**
   * Each registry words this differently. Amazon ECR says TAG_INVALID, "already exists … and cannot
   * be overwritten because the tag is immutable" (https://github.com/moby/buildkit/issues/3776);
   * Harbor 412, "configured as immutable" (its src/server/middleware/immutable/pushmf.go); Docker
   * Hub DENIED, "already assigned to an image … and cannot be updated due to immutability settings"
   * (https://github.com/docker/hub-feedback/issues/2466); Quay TAG_ALREADY_EXISTS, "tag was already
   * pushed" (its endpoints/v2/errors.py); Nexus BLOB_UPLOAD_INVALID, and in the detail only "does
   * not allow updating assets" (https://github.com/GoogleContainerTools/jib/issues/3057); Google
   * "has enabled tag immutability".
   */
  private static final Pattern IMMUTABLE =
      Pattern.compile(
          "immutab|(cannot|can't|can ?not) be (overwritten|updated)|does not allow updating"
              + "|already (exists|pushed|assigned)|tag_(invalid|immutable|already_exists)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<Integer> LACKING_STATUSES = Set.of(400, 404);

  /** Codes that always mean that a manifest refers to missing content. */
  private static final Set<String> LACKING = Set.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN");

  /** Codes that mean so only together with the digest of another manifest. */
  private static final Set<String> LACKING_CHILD = Set.of("MANIFEST_UNKNOWN", "MANIFEST_INVALID");

  private static final Pattern ABSENCE =
      Pattern.compile(
          "unknown|not found|missing|(does|do) ?n[o']t exist", Pattern.CASE_INSENSITIVE);

  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}(?![0-9a-f])");

  /** The maximum number of digests that a message lists. */
  private static final int MAX_LISTED = 3;

  /**
   * Recognizes such a refusal.
   *
   * @param refused the response to the PUT of the manifest
   * @param name the tag or digest that the manifest was put by
   * @return null if the registry refuses the manifest for another reason
   */
  static @Nullable ManifestRefusal of(Refused refused, ManifestName name, Manifest manifest) {
    if (!refused.peer().isRegistry()) {
      return null;
    }
    ErrorResponse response = refused.response();
    Set<Digest> others = digests(response.content());
    others.remove(manifest.digest());
    if (isLacking(response, others)) {
      return new ManifestRefusal(lacking(response, others), others);
    }
    if (response.status() == 415 && !response.isWebPage()) {
      return new ManifestRefusal(mediaType(manifest, response), Set.of());
    }
    return name instanceof Tag tag && isImmutable(response)
        ? new ManifestRefusal(immutable(tag, response), Set.of())
        : null;
  }

  private static boolean isLacking(ErrorResponse response, Set<Digest> others) {
    List<String> codes = response.codes();
    return LACKING_STATUSES.contains(response.status())
        && (codes.stream().anyMatch(LACKING::contains)
            || (!others.isEmpty()
                && codes.stream().anyMatch(LACKING_CHILD::contains)
                && ABSENCE.matcher(response.content()).find()));
  }

  private static boolean isImmutable(ErrorResponse response) {
    return IMMUTABLE_STATUSES.contains(response.status())
        && !response.isWebPage()
        && IMMUTABLE.matcher(response.content()).find();
  }

  private static Explanation lacking(ErrorResponse response, Set<Digest> digests) {
    String named =
        digests.stream()
            .limit(MAX_LISTED)
            .map(Digest::toString)
            .reduce((one, other) -> one + ", " + other)
            .map(list -> ": " + list + (digests.size() > MAX_LISTED ? ", …" : ""))
            .orElse("");
    return new Explanation(
        Reason.CONTENT_LACKING,
        "the registry lacks content that the manifest refers to"
            + named
            + " ("
            + response.status()
            + response.said()
            + "); run the push again, or ask the registry's administrator whether it deletes"
            + " content while images are being pushed");
  }

  /** zot 2.1.20 responds so to Docker's media types, unless {@code compat} is configured. */
  private static Explanation mediaType(Manifest manifest, ErrorResponse response) {
    return new Explanation(
        Reason.MEDIA_TYPE_REFUSED,
        "the registry does not support the media type "
            + manifest.mediaType()
            + " (415"
            + response.said()
            + ")");
  }

  private static Explanation immutable(Tag tag, ErrorResponse response) {
    return new Explanation(
        Reason.TAG_IMMUTABLE,
        "the registry does not allow moving the tag "
            + tag
            + " ("
            + response.status()
            + response.said()
            + "); push under another tag or version, or ask the registry's administrator to allow"
            + " moving tags");
  }

  private static Set<Digest> digests(String content) {
    Set<Digest> digests = new LinkedHashSet<>();
    Matcher matcher = SHA256.matcher(content);
    while (matcher.find()) {
      digests.add(Digest.parse(matcher.group()));
    }
    return digests;
  }
}
