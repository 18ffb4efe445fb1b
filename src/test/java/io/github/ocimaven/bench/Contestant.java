package io.github.ocimaven.bench;

import java.io.IOException;

/** One of the ways to push. */
interface Contestant extends AutoCloseable {

  /** Its name, unique, short enough for the head of a column. */
  String name();

  Role role();

  /** Whether it can do this work at all. */
  boolean canDo(Work work);

  /** Whether the manifest arrives bit for bit; otherwise it writes one of its own. */
  default boolean isExact() {
    return true;
  }

  /** Forgets what it has cached of this work; not timed. */
  default void reset(Work work) throws IOException {}

  /** How many pushes it needs before the first one that is timed. */
  default int untimedPushes() {
    return 0;
  }

  /** Does the work. */
  Measurement push(Work work, Destination destination) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
