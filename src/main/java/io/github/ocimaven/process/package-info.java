/** Running other programs, with a time limit and without leaving processes behind. */
@NullMarked
package io.github.ocimaven.process;

import org.jspecify.annotations.NullMarked;
