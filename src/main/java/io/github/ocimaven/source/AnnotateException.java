package io.github.ocimaven.source;

import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.ForeignText;

/** An image can't be given the annotations of its project. */
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
   * The image is one of Docker's types.
   *
   * @param source the source's path
   * @param type its root's type
   */
  public static AnnotateException ofDockerType(String source, MediaType type) {
    return new AnnotateException(
        source,
        "it is of Docker's type " + type + ", which has no annotations",
        "build the image with OCI's media types");
  }

  /**
   * The manifest of an archive shall be of Docker's type.
   *
   * @param source the archive's path
   */
  public static AnnotateException ofDockerFormat(String source) {
    return new AnnotateException(
        source,
        "imageFormat is docker, and Docker's manifests have no annotations",
        "leave 'imageFormat' out or set it to oci");
  }

  /** There is no POM to take annotations from. */
  public static AnnotateException withoutProject() {
    return new AnnotateException(
        "the image", "there is no POM to take annotations from", "run the goal in a project");
  }

  /**
   * The time of the build is none.
   *
   * @param name the property or environment variable
   * @param value its value
   */
  public static AnnotateException ofTimestamp(String name, String value) {
    return new AnnotateException(
        "the image",
        name + " '" + ForeignText.printable(value, 100) + "' is no date with time",
        "write it as 2026-01-31T12:00:00Z or as seconds since 1970");
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
