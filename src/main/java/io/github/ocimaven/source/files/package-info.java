/**
 * The files of a source, in a directory or a plain or compressed tar, with limits against hostile
 * tars.
 */
@NullMarked
package io.github.ocimaven.source.files;

import org.jspecify.annotations.NullMarked;
