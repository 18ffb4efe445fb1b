/**
 * State and work beyond one execution of a goal: state shared in a Maven session, pushes at its
 * end, and shutdown.
 */
@NullMarked
package io.github.ocimaven.mojo.session;

import org.jspecify.annotations.NullMarked;
