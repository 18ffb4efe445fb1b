/** Logins and proxies from {@code settings.xml}, and the login that the parameters give. */
@NullMarked
package io.github.ocimaven.mojo.settings;

import org.jspecify.annotations.NullMarked;
