package io.github.ocimaven.mojo.log;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.CredentialListener;
import org.apache.maven.plugin.logging.Log;

/** Logs where credentials were looked up and found. */
public final class CredentialLog implements CredentialListener {

  private final Log log;

  public CredentialLog(Log log) {
    this.log = log;
  }

  @Override
  public void tried(Target target, String place, String why) {
    log.debug("no credentials for " + target.name() + ": " + place + " (" + why + ")");
  }

  @Override
  public void warning(Target target, String message) {
    log.warn(message);
  }

  @Override
  public void chosen(Target target, Credentials credentials) {
    log.info(
        "Credentials for "
            + target.name()
            + ": "
            + (credentials instanceof Credentials.Anonymous
                ? "none found, pushing anonymously"
                : credentials.origin()));
  }
}
