/** Where proxies are configured, and which requests they are for. */
@NullMarked
package io.github.ocimaven.registry.proxy;

import org.jspecify.annotations.NullMarked;
