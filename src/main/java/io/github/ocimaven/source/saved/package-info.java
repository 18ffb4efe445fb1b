/** Archives as {@code docker save} writes them, and the manifests and layers derived from them. */
@NullMarked
package io.github.ocimaven.source.saved;

import org.jspecify.annotations.NullMarked;
