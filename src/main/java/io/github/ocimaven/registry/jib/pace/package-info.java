/** Holds back the requests to a host that limits them. */
@NullMarked
package io.github.ocimaven.registry.jib.pace;

import org.jspecify.annotations.NullMarked;
