/** Carries out a plan at registries. */
@NullMarked
package io.github.ocimaven.push;

import org.jspecify.annotations.NullMarked;
