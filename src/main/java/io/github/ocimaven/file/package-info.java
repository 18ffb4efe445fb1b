/** Files that are deleted after use, however it ends. */
@NullMarked
package io.github.ocimaven.file;

import org.jspecify.annotations.NullMarked;
