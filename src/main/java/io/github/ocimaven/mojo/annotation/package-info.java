/**
 * What a project tells about its image: annotations from the POM, git and the time of the build.
 */
@NullMarked
package io.github.ocimaven.mojo.annotation;

import org.jspecify.annotations.NullMarked;
