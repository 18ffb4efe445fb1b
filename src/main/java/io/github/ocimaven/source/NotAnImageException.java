package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;
import org.jspecify.annotations.Nullable;

/** The source exists but can't be read as an image. */
public final class NotAnImageException extends PushException {

  /** The most common remedy: have a tool write an image in a supported format. */
  public static final String WRITE_AN_IMAGE =
      "write an OCI image layout or a docker-save archive (jib:buildTar, skopeo copy … oci:DIR,"
          + " buildah push … oci-archive:FILE, docker save -o FILE)";

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception from what the source is instead.
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
