/** One request and its response: sent once, logged without secrets, judged by its status. */
@NullMarked
package io.github.ocimaven.registry.jib.http;

import org.jspecify.annotations.NullMarked;
