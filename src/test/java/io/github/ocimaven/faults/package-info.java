/**
 * Pushes through a proxy that breaks one thing at a time: every fault at every request of a push,
 * once and always. {@link io.github.ocimaven.faults.Promise} has the required outcomes.
 */
package io.github.ocimaven.faults;
