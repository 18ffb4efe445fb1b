package io.github.ocimaven.bench;

import java.io.IOException;

/** One of the ways to push. */
interface Contestant extends AutoCloseable {

  /** The name: unique, and short enough for a column header. */
  String name();

  Role role();

  /** Whether it supports this work. */
  boolean canDo(Work work);

  /** Whether the manifest arrives bit for bit; otherwise it writes its own. */
  default boolean isExact() {
    return true;
  }

  /** Clears its caches for this work; not timed. */
  default void reset(Work work) throws IOException {}

  /** The number of pushes before the first timed one. */
  default int untimedPushes() {
    return 0;
  }

  /** Does the work. */
  Measurement push(Work work, Destination destination) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
