/** The output of a goal: result files, the attached digest, and the folder that holds them. */
@NullMarked
package io.github.ocimaven.mojo.result;

import org.jspecify.annotations.NullMarked;
