/** The Maven goals of this plugin. */
@NullMarked
package io.github.ocimaven.mojo;

import org.jspecify.annotations.NullMarked;
