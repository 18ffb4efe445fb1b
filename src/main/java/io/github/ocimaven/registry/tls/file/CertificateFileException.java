package io.github.ocimaven.registry.tls.file;

import io.github.ocimaven.model.PushException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file with certificates or a key, which the build is configured with, is of no use. */
public final class CertificateFileException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param what what it should hold, for example {@code the CA certificates}
   * @param file the file or folder
   * @param reason what is wrong with it, and what to do about it
   * @param cause the failure, or null
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
