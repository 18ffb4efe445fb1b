/** Words of messages: amounts, foreign text made printable, and why reading or writing failed. */
@NullMarked
package io.github.ocimaven.text;

import org.jspecify.annotations.NullMarked;
