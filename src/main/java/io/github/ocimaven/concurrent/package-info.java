/** Does the same to many things, several at a time. */
@NullMarked
package io.github.ocimaven.concurrent;

import org.jspecify.annotations.NullMarked;
