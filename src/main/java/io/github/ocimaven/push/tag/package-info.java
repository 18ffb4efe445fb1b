/** Which tags may move, and which have been moved. */
@NullMarked
package io.github.ocimaven.push.tag;

import org.jspecify.annotations.NullMarked;
