/**
 * Connections: pooled, guarded against addresses that no registry may send us to, through proxies
 * and TLS, and ended when they hang.
 */
@NullMarked
package io.github.ocimaven.registry.jib.connection;

import org.jspecify.annotations.NullMarked;
