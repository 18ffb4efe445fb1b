package io.github.ocimaven.registry.jib.http;

import java.io.IOException;

/** What answers is a web server, whatever status it gives. */
public final class NotARegistryException extends IOException {

  private static final long serialVersionUID = 1L;
}
