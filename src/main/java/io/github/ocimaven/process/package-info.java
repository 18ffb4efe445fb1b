/** Runs other programs, leaving no processes behind. */
@NullMarked
package io.github.ocimaven.process;

import org.jspecify.annotations.NullMarked;
