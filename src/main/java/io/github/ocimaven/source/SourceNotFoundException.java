package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import java.util.List;

/** None of the paths that were tried exists. */
public final class SourceNotFoundException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lookedFor;

  /**
   * Creates the exception from the paths.
   *
   * @param lookedFor the paths that were tried, in order
   */
  public SourceNotFoundException(List<String> lookedFor) {
    super(
        "Cannot find an image: there is no "
            + String.join(" and no ", lookedFor)
            + "; build the image before this goal runs, or set 'source' to the"
            + " OCI image layout or the docker-save archive that your build writes",
        null);
    this.lookedFor = List.copyOf(lookedFor);
  }

  /** Returns the paths that were tried, in order. */
  public List<String> lookedFor() {
    return lookedFor;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
