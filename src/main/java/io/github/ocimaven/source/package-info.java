/** Finds the image that a build left behind, be it an image layout folder or an archive. */
@NullMarked
package io.github.ocimaven.source;

import org.jspecify.annotations.NullMarked;
