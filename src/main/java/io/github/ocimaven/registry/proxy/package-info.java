/** The places where proxies are configured, and the choice of a proxy for each request. */
@NullMarked
package io.github.ocimaven.registry.proxy;

import org.jspecify.annotations.NullMarked;
