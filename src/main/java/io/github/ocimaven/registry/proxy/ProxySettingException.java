package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.model.PushException;

/** A proxy is configured in a way that can't be understood or is not supported. */
public final class ProxySettingException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param proxy the proxy, by what it is configured with: {@code <proxy> 'corp' in settings.xml}
   * @param problem what is wrong with it, and what it should be; without its value, which may hold
   *     a password
   */
  public ProxySettingException(String proxy, String problem) {
    super("Cannot use " + proxy + ": " + problem, null);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
