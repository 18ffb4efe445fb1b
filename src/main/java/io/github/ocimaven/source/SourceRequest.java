package io.github.ocimaven.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which image to read, and where.
 *
 * @param baseDirectory the directory that a relative source is resolved against
 * @param buildDirectory the directory that contains the default sources, usually {@code target}
 * @param workDirectory where compressed layers and decompressed sources are kept; created on demand
 * @param source a path, optionally prefixed with {@code oci:}, {@code oci-archive:} or {@code
 *     docker-archive:}, or an image name prefixed with {@code docker-daemon:}; null for the first
 *     of the default paths that exists
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
   * Returns a copy with other options.
   *
   * @param other how to read the image
   */
  public SourceRequest withOptions(SourceOptions other) {
    return new SourceRequest(
        baseDirectory, buildDirectory, workDirectory, source, reference, other);
  }

  /**
   * Returns a copy with another reference.
   *
   * @param other the ref name, repository tag or digest of the image
   */
  public SourceRequest withReference(String other) {
    return new SourceRequest(baseDirectory, buildDirectory, workDirectory, source, other, options);
  }
}
