/** Finds the credentials of a push in the places where users and tools store them, in order. */
@NullMarked
package io.github.ocimaven.registry.credentials;

import org.jspecify.annotations.NullMarked;
