package io.github.ocimaven.concurrent;

/**
 * The resource that limits a task, which decides how many tasks of its kind run at once. Tasks that
 * need bandwidth come first; tasks that wait for responses fill the gaps.
 */
public enum Bottleneck {
  /** The network connection: a few large blobs saturate it. */
  BANDWIDTH,
  /** A processor, for hashing and compression. */
  PROCESSOR,
  /** The round trip, for queries and small blobs. */
  LATENCY
}
