/** What a push needs from a registry, whatever library speaks to it. */
@NullMarked
package io.github.ocimaven.registry;

import org.jspecify.annotations.NullMarked;
