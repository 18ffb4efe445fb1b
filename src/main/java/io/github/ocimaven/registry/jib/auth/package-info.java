/**
 * Who is asking: challenges answered with Basic or with tokens, which are fetched and shared here.
 */
@NullMarked
package io.github.ocimaven.registry.jib.auth;

import org.jspecify.annotations.NullMarked;
