package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.model.PushException;

/** The configuration of a proxy is malformed or not supported. */
public final class ProxySettingException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param proxy where the proxy is configured: {@code <proxy> 'corp' in settings.xml}
   * @param problem what is wrong with the configuration, and what it should be; without its value,
   *     which may contain a password
   */
  public ProxySettingException(String proxy, String problem) {
    super("Cannot use " + proxy + ": " + problem, null);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
