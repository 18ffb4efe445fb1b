package io.github.ocimaven.faults;

/** The required outcome of a push, and the allowed number of attempts. */
enum Promise {
  /** The image arrives, every byte of it. */
  ARRIVES,
  /** The push fails with a message, and moves no tag. */
  FAILS,
  /** Either of them: a truncated response may contain enough. */
  ENDS_WELL;

  /**
   * Returns the promise for a fault at a step.
   *
   * @param always whether it strikes at each request of the step, or only at the first
   */
  static Promise of(Step step, Fault fault, boolean always) {
    return switch (step) {
      case PING -> ofPing(fault, always);
      case HEAD_BLOB, HEAD_TAG, HEAD_CHILD -> ofQuestion(step, fault, always);
      case POST_UPLOAD, PATCH_UPLOAD, PUT_BLOB -> ofUpload(step, fault, always);
      case PUT_WHOLE_BLOB -> ofWholeBlob(fault, always);
      case GET_UPLOAD -> ofResumption(fault, always);
      case DELETE_UPLOAD -> FAILS; // the push had failed before that request
      case PUT_CHILD -> ofContent(step, fault, always);
      case TOKEN, PUT_TAG, READ_BACK -> ofRequest(step, fault, always);
    };
  }

  /** A ping only finds out the scheme: any response shows it, except the 400 of a TLS server. */
  private static Promise ofPing(Fault fault, boolean always) {
    return switch (fault.kind()) {
      case FINAL_STATUS -> fault.status() == 400 ? FAILS : ARRIVES;
      case BROKEN, SILENCE, ANSWER_LOST -> always ? FAILS : ARRIVES;
      case ANSWER_CUT, ANSWER_STUCK -> always ? ENDS_WELL : ARRIVES;
      default -> ARRIVES;
    };
  }

  /**
   * 404 is a valid response, and so is 403, which some registries send instead. For manifests, any
   * status that is not transient leads to a GET, whose response can say what is wrong.
   */
  private static Promise ofQuestion(Step step, Fault fault, boolean always) {
    boolean answered =
        switch (fault.kind()) {
          case FINAL_STATUS ->
              step != Step.HEAD_BLOB || fault.status() == 404 || fault.status() == 403;
          default -> false;
        };
    return answered ? ARRIVES : ofRequest(step, fault, always);
  }

  private static Promise ofUpload(Step step, Fault fault, boolean always) {
    boolean received = step != Step.POST_UPLOAD;
    return switch (fault.kind()) {
      // The push asks what has arrived, however often the response gets lost.
      case ANSWER_LOST, ANSWER_CUT, ANSWER_STUCK ->
          received ? ARRIVES : ofRequest(step, fault, always);
      // The registry continues the upload at another URL, and forgets the old URL.
      case NO_LOCATION -> received && !always ? ARRIVES : FAILS;
      case OTHER_DIGEST -> FAILS;
      default -> ofRequest(step, fault, always);
    };
  }

  /**
   * A registry that loses the upload, or does not accept a body there, looks like one that requires
   * PATCH. So it gets the blob by PATCH.
   */
  private static Promise ofWholeBlob(Fault fault, boolean always) {
    return switch (fault.kind()) {
      case FINAL_STATUS -> fault.status() == 403 || fault.status() == 413 ? FAILS : ARRIVES;
      case SESSION_LOST -> ARRIVES;
      default -> ofUpload(Step.PUT_WHOLE_BLOB, fault, always);
    };
  }

  /**
   * Content that the registry turns out to lack, although it reported success, is sent again, once.
   */
  private static Promise ofContent(Step step, Fault fault, boolean always) {
    return fault.kind() == Fault.Kind.WEB_PAGE && !always
        ? ARRIVES
        : ofRequest(step, fault, always);
  }

  /** If the registry can't say how far an upload got, the upload starts again. */
  private static Promise ofResumption(Fault fault, boolean always) {
    boolean unanswered =
        switch (fault.kind()) {
          case BROKEN, SILENCE, ANSWER_LOST, ANSWER_STUCK -> true;
          // The registry would be too busy for another upload, too.
          case RETRYABLE_STATUS -> fault.status() == 429 || fault.status() == 503;
          default -> false;
        };
    boolean cut = fault.kind() == Fault.Kind.ANSWER_CUT;
    return always && unanswered ? FAILS : always && cut ? ENDS_WELL : ARRIVES;
  }

  private static Promise ofRequest(Step step, Fault fault, boolean always) {
    return switch (fault.kind()) {
      case RETRYABLE_STATUS, BROKEN, SILENCE, SESSION_LOST, CHILD_LOST, ANSWER_LOST, ANSWER_STUCK ->
          always ? FAILS : ARRIVES;
      case ANSWER_CUT -> always ? ENDS_WELL : ARRIVES;
      case FINAL_STATUS, NO_LOCATION, SHORTENED, WEB_PAGE -> FAILS;
      case REDIRECT -> step == Step.TOKEN ? FAILS : ARRIVES;
      // Only the content that is read back counts.
      case OTHER_DIGEST, HARMLESS -> ARRIVES;
    };
  }

  /**
   * Returns how often one request may be sent.
   *
   * @param attempts the allowed number of attempts per operation
   */
  static int attempts(Step step, Fault fault, int attempts) {
    if (fault.kind() == Fault.Kind.FINAL_STATUS
        && of(step, fault, true) == FAILS
        && step != Step.DELETE_UPLOAD) {
      return 1;
    }
    // If the server closes a connection without a response, it may have been idle for too long:
    // the request is retried at once, which does not count as an attempt.
    return fault.isQuietEnd() ? 2 * attempts : attempts;
  }

  /**
   * Returns whether the tag may exist although the push failed: the failure came after it was
   * moved.
   */
  static boolean mayLeaveTag(Step step, Fault fault) {
    return step == Step.READ_BACK
        || (step == Step.PUT_TAG
            && switch (fault.kind()) {
              case ANSWER_LOST, ANSWER_CUT, ANSWER_STUCK -> true;
              default -> false;
            });
  }
}
