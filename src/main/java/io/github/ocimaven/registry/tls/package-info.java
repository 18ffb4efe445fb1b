/** Whom a TLS connection to a registry trusts, and how this client proves who it is. */
@NullMarked
package io.github.ocimaven.registry.tls;

import org.jspecify.annotations.NullMarked;
