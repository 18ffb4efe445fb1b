package io.github.ocimaven.registry.jib.failure;

import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.auth.AccessException;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import io.github.ocimaven.registry.jib.http.RedirectedException;
import io.github.ocimaven.registry.jib.http.Secrets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows by what answers registries refuse a manifest for what is in the repository: the tag names
 * something else and does not move there, or what the manifest refers to is gone.
 */
final class ManifestFailures {

  private static final Set<Integer> IMMUTABLE_STATUSES = Set.of(400, 403, 405, 409, 412);

  /**
   * Each registry has words of its own. Amazon ECR says TAG_INVALID, "already exists … and cannot
   * be overwritten because the tag is immutable" (https://github.com/moby/buildkit/issues/3776);
   * Harbor 412, "configured as immutable" (its src/server/middleware/immutable/pushmf.go); Docker
   * Hub DENIED, "already assigned to an image … and cannot be updated due to immutability settings"
   * (https://github.com/docker/hub-feedback/issues/2466); Quay TAG_ALREADY_EXISTS, "tag was already
   * pushed" (its endpoints/v2/errors.py); Nexus BLOB_UPLOAD_INVALID, and only in the detail "does
   * not allow updating assets" (https://github.com/GoogleContainerTools/jib/issues/3057); Google
   * "has enabled tag immutability".
   */
  private static final Pattern IMMUTABLE =
      Pattern.compile(
          "immutab|(cannot|can't|can ?not) be (overwritten|updated)|does not allow updating"
              + "|already (exists|pushed|assigned)|tag_(invalid|immutable|already_exists)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<Integer> LACKING_STATUSES = Set.of(400, 404);

  /** Codes that say by themselves that a manifest refers to what is not there. */
  private static final Set<String> LACKING = Set.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN");

  /** Codes that say so where they come with the digest of another manifest. */
  private static final Set<String> LACKING_CHILD = Set.of("MANIFEST_UNKNOWN", "MANIFEST_INVALID");

  private static final Pattern ABSENCE =
      Pattern.compile(
          "unknown|not found|missing|(does|do) ?n[o']t exist", Pattern.CASE_INSENSITIVE);

  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}(?![0-9a-f])");

  /** How many digests a message lists. */
  private static final int MAX_LISTED = 3;

  private final Target target;
  private final Secrets secrets;

  /**
   * Makes explanations.
   *
   * @param target the destination
   * @param secrets what no message may hold
   */
  ManifestFailures(Target target, Secrets secrets) {
    this.target = target;
    this.secrets = secrets;
  }

  /**
   * Makes a call that stores a manifest.
   *
   * @param name the tag or digest by which it is put
   * @param manifest the manifest's digest
   * @param call the call
   * @throws RegistryException if the manifest is refused for one of these reasons
   * @throws Exception what the call throws, if it is refused for any other
   */
  <T> T recognise(ManifestName name, Digest manifest, Call<T> call) throws Exception {
    try {
      return call.run();
    } catch (Exception e) {
      ResponseException response = Causes.find(e, ResponseException.class);
      if (response == null || isFromElsewhere(e)) {
        throw e;
      }
      ErrorAnswer answer = ErrorAnswer.of(response, secrets);
      Set<Digest> others = digests(answer.content());
      others.remove(manifest);
      if (isLacking(answer, others)) {
        throw refusal(name, answer, lacking(answer, others)).withLacking(others);
      }
      throw name instanceof Tag tag && isImmutable(answer)
          ? refusal(tag, answer, immutable(tag, answer))
          : e;
    }
  }

  private static boolean isFromElsewhere(Exception failure) {
    AccessException refused = Causes.find(failure, AccessException.class);
    return Causes.find(failure, RedirectedException.class) != null
        || (refused != null && refused.elsewhere() != null);
  }

  /** Without the cause: it quotes the URL of the request. */
  private RegistryException refusal(ManifestName name, ErrorAnswer answer, Explanation why) {
    return new RegistryException(
        "put manifest " + name + " to " + target.name(),
        why.reason(),
        answer.status(),
        why.detail(),
        null);
  }

  private static boolean isLacking(ErrorAnswer answer, Set<Digest> others) {
    List<String> codes = answer.codes();
    return LACKING_STATUSES.contains(answer.status())
        && (codes.stream().anyMatch(LACKING::contains)
            || (!others.isEmpty()
                && codes.stream().anyMatch(LACKING_CHILD::contains)
                && ABSENCE.matcher(answer.content()).find()));
  }

  private static boolean isImmutable(ErrorAnswer answer) {
    return IMMUTABLE_STATUSES.contains(answer.status())
        && !answer.isWebPage()
        && IMMUTABLE.matcher(answer.content()).find();
  }

  private static Explanation lacking(ErrorAnswer answer, Set<Digest> digests) {
    String named =
        digests.stream()
            .limit(MAX_LISTED)
            .map(Digest::toString)
            .reduce((one, other) -> one + ", " + other)
            .map(list -> " " + list + (digests.size() > MAX_LISTED ? ", …" : ""))
            .orElse("");
    return new Explanation(
        Reason.CONTENT_LACKING,
        "the registry lacks what the manifest refers to"
            + named
            + " ("
            + answer.status()
            + answer.said()
            + "); run the push again, or ask who runs it whether it deletes content while images"
            + " are pushed");
  }

  private static Explanation immutable(Tag tag, ErrorAnswer answer) {
    return new Explanation(
        Reason.TAG_IMMUTABLE,
        "the registry does not let the tag "
            + tag
            + " move ("
            + answer.status()
            + answer.said()
            + "); push under another tag or version, or ask who runs the registry to let tags"
            + " move");
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
