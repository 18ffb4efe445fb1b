/** Determines what has to be sent to a registry, before anything is sent. */
@NullMarked
package io.github.ocimaven.plan;

import org.jspecify.annotations.NullMarked;
