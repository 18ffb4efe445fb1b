/** Carries a plan out against a registry. */
@NullMarked
package io.github.ocimaven.push;

import org.jspecify.annotations.NullMarked;
