/** Parts of messages: amounts, printable foreign text, and why reading or writing failed. */
@NullMarked
package io.github.ocimaven.text;

import org.jspecify.annotations.NullMarked;
