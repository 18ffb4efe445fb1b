/**
 * How a goal reports: the progress of a push, credentials and findings, in the Maven log and on a
 * terminal.
 */
@NullMarked
package io.github.ocimaven.mojo.log;

import org.jspecify.annotations.NullMarked;
