/** Reports in the Maven log and on a terminal: the progress of a push, credentials and findings. */
@NullMarked
package io.github.ocimaven.mojo.log;

import org.jspecify.annotations.NullMarked;
