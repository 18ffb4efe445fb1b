package io.github.ocimaven.faults;

/** How blobs are sent. */
enum Way {
  /** With the PUT that ends the upload, as small ones are. */
  WHOLE(Long.MAX_VALUE, Step.PUT_WHOLE_BLOB),
  /** By PATCH, as large ones are, so that an upload can go on where it broke. */
  BY_PATCH(0, Step.PATCH_UPLOAD);

  private final long wholeUpTo;
  private final Step sending;

  Way(long wholeUpTo, Step sending) {
    this.wholeUpTo = wholeUpTo;
    this.sending = sending;
  }

  /** Up to how many bytes a blob is sent whole. */
  long wholeUpTo() {
    return wholeUpTo;
  }

  /** The step that a blob's bytes are sent with. */
  Step sending() {
    return sending;
  }

  /** Whether faults strike at a step: some are not taken this way, and some do not depend on it. */
  boolean covers(Step step) {
    return switch (step) {
      case PATCH_UPLOAD, GET_UPLOAD, PUT_BLOB -> this == BY_PATCH;
      case HEAD_BLOB, POST_UPLOAD, DELETE_UPLOAD -> true;
      default -> this == WHOLE;
    };
  }
}
