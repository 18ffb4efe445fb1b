package io.github.ocimaven.mojo.parameter;

/** The values of the parameter {@code skip}. */
public enum SkipRule {
  TRUE,
  FALSE,
  RELEASES,
  SNAPSHOTS;

  /**
   * Returns whether to skip the goal.
   *
   * @param snapshot whether the project's version is a snapshot
   */
  public boolean applies(boolean snapshot) {
    return switch (this) {
      case TRUE -> true;
      case FALSE -> false;
      case RELEASES -> !snapshot;
      case SNAPSHOTS -> snapshot;
    };
  }
}
