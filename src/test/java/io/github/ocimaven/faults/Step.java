package io.github.ocimaven.faults;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The requests of a push, in their order. */
enum Step {
  PING("GET", "/v2/", 200, Trait.ANSWERS_BODY),
  TOKEN("GET", "/token", 200, Trait.ANSWERS_BODY),
  HEAD_TAG("HEAD", "/v2/.+/manifests/[^:]+", 200),
  HEAD_BLOB("HEAD", "/v2/.+/blobs/sha256:.+", 200),
  POST_UPLOAD("POST", "/v2/.+/blobs/uploads/", 202, Trait.LEADS_ON),
  PATCH_UPLOAD(
      "PATCH", "/v2/.+/blobs/uploads/.+", 202, Trait.SENDS_BODY, Trait.LEADS_ON, Trait.IN_SESSION),
  GET_UPLOAD("GET", "/v2/.+/blobs/uploads/.+", 204, Trait.LEADS_ON, Trait.IN_SESSION),
  PUT_BLOB("PUT", "/v2/.+/blobs/uploads/.+", 201, Trait.ANSWERS_DIGEST, Trait.IN_SESSION),
  PUT_WHOLE_BLOB(
      "PUT",
      "/v2/.+/blobs/uploads/.+",
      201,
      Trait.SENDS_BODY,
      Trait.ANSWERS_DIGEST,
      Trait.IN_SESSION),
  DELETE_UPLOAD("DELETE", "/v2/.+/blobs/uploads/.+", 204, Trait.IN_SESSION),
  HEAD_CHILD("HEAD", "/v2/.+/manifests/sha256:.+", 200),
  PUT_CHILD("PUT", "/v2/.+/manifests/sha256:.+", 201, Trait.SENDS_BODY, Trait.ANSWERS_DIGEST),
  PUT_TAG("PUT", "/v2/.+/manifests/[^:]+", 201, Trait.SENDS_BODY, Trait.ANSWERS_DIGEST),
  READ_BACK("GET", "/v2/.+/manifests/.+", 200, Trait.ANSWERS_BODY, Trait.ANSWERS_DIGEST);

  /** What faults can strike at. */
  enum Trait {
    /** The request has a body. */
    SENDS_BODY,
    /** The answer has a body. */
    ANSWERS_BODY,
    /** The answer tells the digest of what was stored. */
    ANSWERS_DIGEST,
    /** The answer says where the upload goes on. */
    LEADS_ON,
    /** The request belongs to an upload that was begun before. */
    IN_SESSION
  }

  /** The subject of uploads that do not tell their blob yet. */
  static final String UPLOADS = "uploads";

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final String method;
  private final Pattern path;
  private final int success;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that refuses changes
  private final Set<Trait> traits;

  Step(String method, String path, int success, Trait... traits) {
    this.method = method;
    this.path = Pattern.compile(path);
    this.success = success;
    this.traits = Set.of(traits);
  }

  /** Which step a request is, if it is one of a push. */
  static Optional<Step> of(HttpHead request) {
    return Arrays.stream(values())
        .filter(
            step ->
                step.method.equals(request.method())
                    && step.path.matcher(request.path()).matches()
                    && step.has(Trait.SENDS_BODY) == request.hasBody())
        .findFirst();
  }

  /** The status of an answer that is as the client wants it. */
  int success() {
    return success;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether a request of this step is sent before any token is known. */
  boolean isAnonymous() {
    return this == PING || this == TOKEN;
  }

  /**
   * What a request is about: two requests of a step with the same subject are two attempts. Uploads
   * tell their blob only when they end.
   */
  static String subject(HttpHead request) {
    var digest = DIGEST.matcher(request.target().replace("%3A", ":"));
    if (digest.find()) {
      return digest.group();
    }
    return request.path().contains("/uploads/") ? UPLOADS : request.path();
  }
}
