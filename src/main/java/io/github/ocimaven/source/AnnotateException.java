package io.github.ocimaven.source;

import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;

/** The image can't be annotated. */
public final class AnnotateException extends PushException {

  private static final long serialVersionUID = 1L;

  private static final String LEAVE_OUT = "leave 'annotate' out";

  private AnnotateException(String subject, String reason, String remedy) {
    super(
        ForeignText.printable(
            "Cannot annotate " + subject + ": " + reason + "; " + remedy + ", or " + LEAVE_OUT),
        null);
  }

  /**
   * The image's manifest or index has one of Docker's media types.
   *
   * @param source the source's path
   * @param type the root's media type
   */
  public static AnnotateException ofDockerType(String source, MediaType type) {
    return new AnnotateException(
        source,
        "it is of Docker's type " + type + ", which has no annotations",
        "build the image with OCI's media types");
  }

  /**
   * An archive's manifest would be generated in Docker's format.
   *
   * @param source the archive's path
   */
  public static AnnotateException ofDockerFormat(String source) {
    return new AnnotateException(
        source,
        "imageFormat is docker, and Docker's manifests have no annotations",
        "leave 'imageFormat' out or set it to oci");
  }

  /** The goal runs without a POM, so there is nothing to take annotations from. */
  public static AnnotateException withoutProject() {
    return new AnnotateException(
        "the image", "there is no POM to take annotations from", "run the goal in a project");
  }

  /**
   * The configured build time can't be parsed.
   *
   * @param name the property or environment variable
   * @param value its value
   */
  public static AnnotateException ofTimestamp(String name, String value) {
    return new AnnotateException(
        "the image",
        name + " '" + ForeignText.printable(value, 100) + "' is not a date with a time",
        "write it as 2026-01-31T12:00:00Z or as seconds since 1970");
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
