/** TLS connections to registries: trusted CAs and client certificates. */
@NullMarked
package io.github.ocimaven.registry.tls;

import org.jspecify.annotations.NullMarked;
