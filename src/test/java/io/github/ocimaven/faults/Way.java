package io.github.ocimaven.faults;

/** How blobs are sent. */
enum Way {
  /** In the PUT that ends the upload, as small blobs are. */
  WHOLE(Long.MAX_VALUE, Step.PUT_WHOLE_BLOB),
  /** By PATCH, as large blobs are, so that an upload can continue where it broke. */
  BY_PATCH(0, Step.PATCH_UPLOAD);

  private final long wholeUpTo;
  private final Step sending;

  Way(long wholeUpTo, Step sending) {
    this.wholeUpTo = wholeUpTo;
    this.sending = sending;
  }

  /** Returns the largest size, in bytes, of a blob that is sent whole. */
  long wholeUpTo() {
    return wholeUpTo;
  }

  /** Returns the step that sends a blob's bytes. */
  Step sending() {
    return sending;
  }

  /**
   * Returns whether to test a step: some do not occur this way, and others are the same in both.
   */
  boolean covers(Step step) {
    return switch (step) {
      case PATCH_UPLOAD, GET_UPLOAD, PUT_BLOB -> this == BY_PATCH;
      case HEAD_BLOB, POST_UPLOAD, DELETE_UPLOAD -> true;
      default -> this == WHOLE;
    };
  }
}
