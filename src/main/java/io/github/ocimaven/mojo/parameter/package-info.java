/**
 * Reads and checks the users' configuration: each parameter becomes a value, or an error that says
 * which values are allowed.
 */
@NullMarked
package io.github.ocimaven.mojo.parameter;

import org.jspecify.annotations.NullMarked;
