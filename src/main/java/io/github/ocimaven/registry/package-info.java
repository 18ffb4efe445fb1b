/** The port through which pushes access registries, independent of any client library. */
@NullMarked
package io.github.ocimaven.registry;

import org.jspecify.annotations.NullMarked;
