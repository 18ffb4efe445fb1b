/** Logins and proxies from {@code settings.xml}, and the login from the parameters. */
@NullMarked
package io.github.ocimaven.mojo.settings;

import org.jspecify.annotations.NullMarked;
