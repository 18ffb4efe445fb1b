/** Modified images: annotations added, platforms removed. */
@NullMarked
package io.github.ocimaven.source.edit;

import org.jspecify.annotations.NullMarked;
