/** Repositories whose operations are tried again if that may help. */
@NullMarked
package io.github.ocimaven.registry.retry;

import org.jspecify.annotations.NullMarked;
