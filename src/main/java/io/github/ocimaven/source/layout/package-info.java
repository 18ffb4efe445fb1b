/** OCI image layouts (image-spec, image-layout.md), whatever their files lie in. */
@NullMarked
package io.github.ocimaven.source.layout;

import org.jspecify.annotations.NullMarked;
