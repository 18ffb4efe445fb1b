/** Annotations of an image that come from the POM, Git and the build's timestamp. */
@NullMarked
package io.github.ocimaven.mojo.annotation;

import org.jspecify.annotations.NullMarked;
