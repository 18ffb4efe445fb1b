/** Runs tasks in parallel, within a shared limit. */
@NullMarked
package io.github.ocimaven.concurrent;

import org.jspecify.annotations.NullMarked;
