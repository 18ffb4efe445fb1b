/** JSON as trees, read and written with only Jackson's core. */
@NullMarked
package io.github.ocimaven.json;

import org.jspecify.annotations.NullMarked;
