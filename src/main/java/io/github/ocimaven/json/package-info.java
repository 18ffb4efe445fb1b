/** JSON as trees, read and written by Jackson's core alone. */
@NullMarked
package io.github.ocimaven.json;

import org.jspecify.annotations.NullMarked;
