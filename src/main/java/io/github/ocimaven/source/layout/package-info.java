/** OCI image layouts (image-spec, image-layout.md), in a directory or a tar. */
@NullMarked
package io.github.ocimaven.source.layout;

import org.jspecify.annotations.NullMarked;
