/** Images with something changed: annotations added, platforms left out. */
@NullMarked
package io.github.ocimaven.source.edit;

import org.jspecify.annotations.NullMarked;
