package io.github.ocimaven.faults;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The requests of a push, in order. */
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

  /** What faults depend on. */
  enum Trait {
    /** The request has a body. */
    SENDS_BODY,
    /** The response has a body. */
    ANSWERS_BODY,
    /** The response has the digest of the stored content. */
    ANSWERS_DIGEST,
    /** The response says where the upload continues. */
    LEADS_ON,
    /** The request belongs to an upload that was started before. */
    IN_SESSION
  }

  /** The subject of uploads whose blob is not known yet. */
  static final String UPLOADS = "uploads";

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final String method;
  private final Pattern path;
  private final int success;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Set<Trait> traits;

  Step(String method, String path, int success, Trait... traits) {
    this.method = method;
    this.path = Pattern.compile(path);
    this.success = success;
    this.traits = Set.of(traits);
  }

  /** Returns the step of a request, empty if it is not one of a push. */
  static Optional<Step> of(HttpHead request) {
    return Arrays.stream(values())
        .filter(
            step ->
                step.method.equals(request.method())
                    && step.path.matcher(request.path()).matches()
                    && step.has(Trait.SENDS_BODY) == request.hasBody())
        .findFirst();
  }

  /** Returns the status of a successful response. */
  int success() {
    return success;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Returns whether a request of this step is sent before there is a token. */
  boolean isAnonymous() {
    return this == PING || this == TOKEN;
  }

  /**
   * Returns the subject of a request: two requests of a step with the same subject are two
   * attempts. Uploads only name their blob when they end.
   */
  static String subject(HttpHead request) {
    var digest = DIGEST.matcher(request.target().replace("%3A", ":"));
    if (digest.find()) {
      return digest.group();
    }
    return request.path().contains("/uploads/") ? UPLOADS : request.path();
  }
}
