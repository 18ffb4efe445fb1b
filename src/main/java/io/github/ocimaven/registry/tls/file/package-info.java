/** Certificates and private keys in PEM files, and the JDK's key and trust managers for them. */
@NullMarked
package io.github.ocimaven.registry.tls.file;

import org.jspecify.annotations.NullMarked;
