/**
 * The files of a source, in a directory or a tar, plain or compressed, and the bounds that a
 * hostile tar is read within.
 */
@NullMarked
package io.github.ocimaven.source.files;

import org.jspecify.annotations.NullMarked;
