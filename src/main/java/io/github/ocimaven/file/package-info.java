/** Files that don't outlive their use, whatever ends it. */
@NullMarked
package io.github.ocimaven.file;

import org.jspecify.annotations.NullMarked;
