/** Value types of the OCI image model, such as digests, descriptors and references. */
@NullMarked
package io.github.ocimaven.model;

import org.jspecify.annotations.NullMarked;
