package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import org.jspecify.annotations.Nullable;

/**
 * A place that holds a destination's credentials can't be used. Neither the message nor the cause
 * holds what stands there.
 */
public final class CredentialException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param target the destination
   * @param reason what is wrong, and where
   * @param remedy what to do about it
   * @param cause what went wrong below, or null; its message must not hold a secret
   */
  public CredentialException(
      Target target, String reason, String remedy, @Nullable Throwable cause) {
    super("Cannot find credentials for " + target.name() + ": " + reason + "; " + remedy, cause);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
