/** What a failed request means: the words for it, and whether another attempt may succeed. */
@NullMarked
package io.github.ocimaven.registry.jib.explain;

import org.jspecify.annotations.NullMarked;
