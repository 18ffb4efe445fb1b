package io.github.ocimaven.source;

/** Compares image names the way Docker and Podman do. */
public final class ImageNames {

  private ImageNames() {}

  /**
   * Returns whether one name is short for another: {@code app} is short for {@code
   * localhost/app:latest} (Podman's name) and {@code docker.io/library/app:latest} (containerd's).
   *
   * @param name a full name, with a tag
   * @param reference the possible short form
   */
  public static boolean isShortFor(String name, String reference) {
    boolean tagged = reference.lastIndexOf(':') > reference.lastIndexOf('/');
    String full = tagged ? reference : reference + ":latest";
    return name.equals(full) || name.endsWith("/" + full);
  }
}
