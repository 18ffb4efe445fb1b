package io.github.ocimaven.registry.jib.failure;

import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;

/** A registry does not know an upload any more, or got confused about it. Another may do. */
public final class UploadLostException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Keeps the answer.
   *
   * @param answer what the registry said
   */
  public UploadLostException(ResponseException answer) {
    super("upload lost", answer);
    this.status = answer.getStatusCode();
  }

  /** Returns the HTTP status. */
  int status() {
    return status;
  }
}
