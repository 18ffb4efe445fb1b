/** Parallel tasks, and the limit that they share. */
@NullMarked
package io.github.ocimaven.concurrent;

import org.jspecify.annotations.NullMarked;
