package io.github.ocimaven.registry.jib.failure;

import java.util.List;
import java.util.Locale;

/** A web server responded with a web page and a 2xx status. */
public final class NotARegistry extends RequestFailure {

  private static final long serialVersionUID = 1L;

  private NotARegistry() {
    super("the response is a web page", null);
  }

  /**
   * Rejects a response that no registry sends.
   *
   * @param contentTypes the values of the header {@code Content-Type}
   * @throws NotARegistry if the response is a web page
   */
  public static void throwIfWebPage(List<String> contentTypes) throws NotARegistry {
    if (contentTypes.stream().anyMatch(NotARegistry::isHtml)) {
      throw new NotARegistry();
    }
  }

  static boolean isHtml(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.notARegistry(this);
  }
}
