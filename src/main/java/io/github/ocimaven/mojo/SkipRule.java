package io.github.ocimaven.mojo;

/** The values of the parameter {@code skip}. */
enum SkipRule {
  TRUE,
  FALSE,
  RELEASES,
  SNAPSHOTS;

  /**
   * Tells whether to skip.
   *
   * @param snapshot whether the project's version is a snapshot
   */
  boolean applies(boolean snapshot) {
    return switch (this) {
      case TRUE -> true;
      case FALSE -> false;
      case RELEASES -> !snapshot;
      case SNAPSHOTS -> snapshot;
    };
  }
}
