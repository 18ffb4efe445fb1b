/** Reads the JSON documents of an OCI image: indexes, manifests and configurations. */
@NullMarked
package io.github.ocimaven.document;

import org.jspecify.annotations.NullMarked;
