package io.github.ocimaven.concurrent;

/**
 * The resource that limits a task, and so determines how many tasks of its kind are worth running
 * at once. Tasks that saturate the network come first; those that wait for responses fill the gaps.
 */
public enum Bottleneck {
  /** The network's throughput: large blobs, a few of which saturate it. */
  BANDWIDTH,
  /** The processor: hashing, compressing. */
  PROCESSOR,
  /** The network's round-trip time: a request without much content, or a small blob. */
  LATENCY
}
