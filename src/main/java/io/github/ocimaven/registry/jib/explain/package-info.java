/** Explains failed requests to users, and decides whether another attempt may succeed. */
@NullMarked
package io.github.ocimaven.registry.jib.explain;

import org.jspecify.annotations.NullMarked;
