/** Sends single requests: once, logged without secrets, checked for their status. */
@NullMarked
package io.github.ocimaven.registry.jib.http;

import org.jspecify.annotations.NullMarked;
