package io.github.ocimaven.faults;

/** What must come of a push, and of how many attempts. */
enum Promise {
  /** The image arrives, every byte of it. */
  ARRIVES,
  /** The push fails with a message, and moves no tag. */
  FAILS,
  /** Either: an answer that is cut off may say enough. */
  ENDS_WELL;

  /**
   * What is promised where a fault strikes.
   *
   * @param always whether it strikes at each request of the step, or at the first only
   */
  static Promise of(Step step, Fault fault, boolean always) {
    return switch (step) {
      case PING -> ofPing(fault, always);
      case HEAD_BLOB, HEAD_TAG, HEAD_CHILD -> ofQuestion(step, fault, always);
      case POST_UPLOAD, PATCH_UPLOAD, PUT_BLOB -> ofUpload(step, fault, always);
      case PUT_WHOLE_BLOB -> ofWholeBlob(fault, always);
      case GET_UPLOAD -> ofResumption(fault, always);
      case DELETE_UPLOAD -> FAILS; // as it had before that request
      case PUT_CHILD -> ofContent(step, fault, always);
      case TOKEN, PUT_TAG, READ_BACK -> ofRequest(step, fault, always);
    };
  }

  /** It only asks which scheme is spoken: any answer tells, but 400, as TLS servers give it. */
  private static Promise ofPing(Fault fault, boolean always) {
    return switch (fault.kind()) {
      case FINAL_STATUS -> fault.status() == 400 ? FAILS : ARRIVES;
      case BROKEN, SILENCE, ANSWER_LOST -> always ? FAILS : ARRIVES;
      case ANSWER_CUT, ANSWER_STUCK -> always ? ENDS_WELL : ARRIVES;
      default -> ARRIVES;
    };
  }

  /**
   * 404 is an answer, and so is 403, which some give instead. For manifests, any status that does
   * not pass leads to a GET, which can say what is wrong.
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
      // What has arrived is found by asking, however often the answer gets lost.
      case ANSWER_LOST, ANSWER_CUT, ANSWER_STUCK ->
          received ? ARRIVES : ofRequest(step, fault, always);
      // The registry goes on under another address, and forgets the upload under the old one.
      case NO_LOCATION -> received && !always ? ARRIVES : FAILS;
      case OTHER_DIGEST -> FAILS;
      default -> ofRequest(step, fault, always);
    };
  }

  /**
   * A registry that loses the upload, or does not want a body there, is not told from one that
   * wants the blob by PATCH, and so gets it like that.
   */
  private static Promise ofWholeBlob(Fault fault, boolean always) {
    return switch (fault.kind()) {
      case FINAL_STATUS -> fault.status() == 403 || fault.status() == 413 ? FAILS : ARRIVES;
      case SESSION_LOST -> ARRIVES;
      default -> ofUpload(Step.PUT_WHOLE_BLOB, fault, always);
    };
  }

  /** What the registry turns out to lack, although it said that it took it, is sent again, once. */
  private static Promise ofContent(Step step, Fault fault, boolean always) {
    return fault.kind() == Fault.Kind.WEB_PAGE && !always
        ? ARRIVES
        : ofRequest(step, fault, always);
  }

  /** Where the registry can't say how far an upload got, the upload starts again. */
  private static Promise ofResumption(Fault fault, boolean always) {
    boolean unanswered =
        switch (fault.kind()) {
          case BROKEN, SILENCE, ANSWER_LOST, ANSWER_STUCK -> true;
          // Another upload would be too much for it as well.
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
      // What counts is what is read back.
      case OTHER_DIGEST, HARMLESS -> ARRIVES;
    };
  }

  /**
   * How often one request may be sent.
   *
   * @param attempts how often an operation may be tried
   */
  static int attempts(Step step, Fault fault, int attempts) {
    if (fault.kind() == Fault.Kind.FINAL_STATUS
        && of(step, fault, true) == FAILS
        && step != Step.DELETE_UPLOAD) {
      return 1;
    }
    // A connection that the server closes without an answer may have been idle for too long:
    // it is tried again at once, which is no attempt of its own.
    return fault.isQuietEnd() ? 2 * attempts : attempts;
  }

  /** Whether the tag may be there although the push failed: it failed after it was moved. */
  static boolean mayLeaveTag(Step step, Fault fault) {
    return step == Step.READ_BACK
        || (step == Step.PUT_TAG
            && switch (fault.kind()) {
              case ANSWER_LOST, ANSWER_CUT, ANSWER_STUCK -> true;
              default -> false;
            });
  }
}
