package io.github.ocimaven.source;

/** Compares the names of images as Docker and Podman do. */
public final class ImageNames {

  private ImageNames() {}

  /**
   * Tells whether one name is short for another: {@code app} for {@code localhost/app:latest}, as
   * Podman names it, and for {@code docker.io/library/app:latest}, as containerd does.
   *
   * @param name a full name, with a tag
   * @param reference what may be short for it
   */
  public static boolean isShortFor(String name, String reference) {
    boolean tagged = reference.lastIndexOf(':') > reference.lastIndexOf('/');
    String full = tagged ? reference : reference + ":latest";
    return name.equals(full) || name.endsWith("/" + full);
  }
}
