/** Certificates and private keys in PEM files, and what the JDK makes of them. */
@NullMarked
package io.github.ocimaven.registry.tls.file;

import org.jspecify.annotations.NullMarked;
