/**
 * Connections: pooled, guarded against addresses that a registry must not redirect us to, routed
 * through proxies and TLS, and aborted when they hang.
 */
@NullMarked
package io.github.ocimaven.registry.jib.connection;

import org.jspecify.annotations.NullMarked;
