package io.github.ocimaven.bench;

/** The role of a contestant in comparisons. */
enum Role {
  /** Our engine alone, the first push of its JVM. */
  OUR_COLD_ENGINE,
  /** Our engine alone, in a JVM that has pushed before. */
  OUR_WARM_ENGINE,
  /** Our goal, with all of Maven. */
  OUR_GOAL,
  /** The lower bound for the same requests. */
  FLOOR,
  /** A command that pushes images. */
  TOOL,
  /** Jib's library. */
  JIB_CORE,
  /** Jib's goal, with all of Maven. */
  JIB_GOAL;

  boolean isOurs() {
    return isOurEngine() || this == OUR_GOAL;
  }

  boolean isOurEngine() {
    return this == OUR_COLD_ENGINE || this == OUR_WARM_ENGINE;
  }

  /**
   * Whether it is compared with our engine: tools are fast to start, and Jib's library is timed.
   */
  boolean isPeerOfEngine() {
    return this == TOOL || this == JIB_CORE;
  }

  /** Whether it is compared with our goal. */
  boolean isPeerOfGoal() {
    return this == TOOL || this == JIB_GOAL;
  }
}
