/**
 * Pushes through a proxy that breaks one thing at a time: every fault at every request of a push,
 * once and always. What must come of each is in {@link io.github.ocimaven.faults.Promise}.
 */
package io.github.ocimaven.faults;
