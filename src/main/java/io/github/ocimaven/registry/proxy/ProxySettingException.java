package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.model.PushException;

/** A proxy is configured in a way that can't be understood or is not supported. */
public final class ProxySettingException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param setting the environment variable or system property
   * @param problem what is wrong with it, and what it should be; without its value, which may hold
   *     a password
   */
  ProxySettingException(String setting, String problem) {
    super("Cannot use the proxy that " + setting + " names: " + problem, null);
  }

  @Override
  public boolean isMendable() {
    return true;
  }
}
