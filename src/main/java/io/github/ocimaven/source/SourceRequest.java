package io.github.ocimaven.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which image to read, and where.
 *
 * @param baseDirectory what a relative source starts from
 * @param buildDirectory where the usual places for a source are, usually below the project
 * @param workDirectory where layers that are compressed, and sources that are decompressed, are
 *     kept; it is created where it is needed
 * @param source a path, optionally behind {@code oci:}, {@code oci-archive:} or {@code
 *     docker-archive:}, or an image's name behind {@code docker-daemon:}; null for the first of the
 *     usual places that exists
 * @param reference the ref name, repository tag or digest of the image, or null for the only one
 * @param options how to read it
 */
public record SourceRequest(
    Path baseDirectory,
    Path buildDirectory,
    Path workDirectory,
    @Nullable String source,
    @Nullable String reference,
    SourceOptions options) {

  /**
   * The same with other options.
   *
   * @param other how to read the image
   */
  public SourceRequest withOptions(SourceOptions other) {
    return new SourceRequest(
        baseDirectory, buildDirectory, workDirectory, source, reference, other);
  }

  /**
   * The same with another reference.
   *
   * @param other the ref name, repository tag or digest of the image
   */
  public SourceRequest withReference(String other) {
    return new SourceRequest(baseDirectory, buildDirectory, workDirectory, source, other, options);
  }
}
