/**
 * Authentication: challenges are answered with Basic or with tokens, which are fetched and shared.
 */
@NullMarked
package io.github.ocimaven.registry.jib.auth;

import org.jspecify.annotations.NullMarked;
