/**
 * What users configure, read and checked: each parameter becomes a value, or a refusal that says
 * what is allowed.
 */
@NullMarked
package io.github.ocimaven.mojo.parameter;

import org.jspecify.annotations.NullMarked;
