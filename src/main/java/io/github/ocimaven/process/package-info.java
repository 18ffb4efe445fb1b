/** Other programs, run to their end without a trace. */
@NullMarked
package io.github.ocimaven.process;

import org.jspecify.annotations.NullMarked;
