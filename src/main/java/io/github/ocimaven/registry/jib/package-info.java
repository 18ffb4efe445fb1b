/** Speaks to a registry with the HTTP client of jib-core. */
@NullMarked
package io.github.ocimaven.registry.jib;

import org.jspecify.annotations.NullMarked;
