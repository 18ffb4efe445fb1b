package io.github.ocimaven.registry.tls.file;

import io.github.ocimaven.model.PushException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A configured file with certificates or a key is unusable. */
public final class CertificateFileException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param what the expected content, for example {@code the CA certificates}
   * @param file the file or folder
   * @param reason what is wrong with it, and what to do about it
   * @param cause the underlying failure, or null
   */
  public CertificateFileException(
      String what, Path file, String reason, @Nullable Throwable cause) {
    super("Cannot use " + what + " in " + file + ": " + reason, cause);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
