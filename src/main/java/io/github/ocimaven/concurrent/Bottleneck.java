package io.github.ocimaven.concurrent;

/**
 * What a task is bound by, and so how many of its kind are worth having in work at once. Tasks that
 * fill the line come first; those that wait for answers fit into the gaps.
 */
public enum Bottleneck {
  /** The line: a blob that is large, of which a few fill it. */
  BANDWIDTH,
  /** A processor: hashing, compressing. */
  PROCESSOR,
  /** The way to the other side and back: a question, or a blob that is sent in no time. */
  LATENCY
}
