package io.github.ocimaven.registry.jib.failure;

/**
 * The registry no longer knows an upload, or has lost count of its bytes. Another upload may
 * succeed.
 */
public final class UploadLost extends RequestFailure {

  private static final long serialVersionUID = 1L;

  private final transient ErrorResponse response;

  /**
   * Creates a failure.
   *
   * @param refusal the registry's response
   */
  public UploadLost(Refused refusal) {
    super("the upload was lost: " + refusal.getMessage(), refusal);
    this.response = refusal.response();
  }

  public ErrorResponse response() {
    return response;
  }

  @Override
  public int status() {
    return response.status();
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.uploadLost(this);
  }
}
