package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import org.jspecify.annotations.Nullable;

/**
 * A place that holds a destination's credentials can't be used. Neither the message nor the cause
 * contains its content.
 */
public final class CredentialException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param reason what is wrong, and where
   * @param remedy what to do about it
   * @param cause the underlying failure, or null; its message must not contain a secret
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
