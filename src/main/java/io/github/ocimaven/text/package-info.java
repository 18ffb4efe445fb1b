/** Parts of messages: amounts, printable untrusted text, and descriptions of I/O failures. */
@NullMarked
package io.github.ocimaven.text;

import org.jspecify.annotations.NullMarked;
