package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import org.jspecify.annotations.Nullable;

/** The source exists but is nothing that could be read as an image. */
public final class NotAnImageException extends PushException {

  /** What to do where no tool wrote an image: the remedy that most of these have. */
  public static final String WRITE_AN_IMAGE =
      "write an OCI image layout or a docker-save archive (jib:buildTar, skopeo copy … oci:DIR,"
          + " buildah push … oci-archive:FILE, docker save -o FILE)";

  private static final long serialVersionUID = 1L;

  /**
   * Says what the source is instead.
   *
   * @param source the source's path
   * @param reason what it is, or what is missing
   * @param remedy what to do about it
   * @param cause the failure to read it, or null
   */
  public NotAnImageException(
      String source, String reason, String remedy, @Nullable Throwable cause) {
    super(
        // The reason may quote the source.
        ForeignText.printable("Cannot read " + source + " as an image: " + reason + "; " + remedy),
        cause);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
