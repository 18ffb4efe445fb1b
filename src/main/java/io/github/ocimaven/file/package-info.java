/** Temporary files that are deleted, however the build ends. */
@NullMarked
package io.github.ocimaven.file;

import org.jspecify.annotations.NullMarked;
