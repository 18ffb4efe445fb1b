/** Proves that the bytes of a blob are the ones that its descriptor names. */
@NullMarked
package io.github.ocimaven.push.blob;

import org.jspecify.annotations.NullMarked;
