/** Finds out who pushes: the places where people and tools keep credentials, in order. */
@NullMarked
package io.github.ocimaven.registry.credentials;

import org.jspecify.annotations.NullMarked;
