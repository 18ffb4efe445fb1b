package io.github.ocimaven.source;

import io.github.ocimaven.concurrent.Limit;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to read a source.
 *
 * @param platforms the platforms of an index to keep; empty for all
 * @param imageFormat the media types of the manifest generated for a docker-save archive; null for
 *     Docker's, which the tools that write such archives would push, unless a registry does not
 *     support them
 * @param dockerExecutable the program that saves the image of a {@code docker-daemon:} source; null
 *     for the first of {@code docker} and {@code podman} on the PATH
 * @param annotations annotations to set on the root manifest or index; empty to keep the source's
 *     own
 * @param limit how much may be in progress at once: layers are compressed and hashed in parallel
 */
public record SourceOptions(
    List<Platform> platforms,
    @Nullable ImageFormat imageFormat,
    @Nullable String dockerExecutable,
    SortedMap<String, String> annotations,
    Limit limit) {

  /**
   * Copies the list and the map.
   *
   * @throws IllegalArgumentException if an annotation has no name
   */
  public SourceOptions {
    platforms = List.copyOf(platforms);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    if (annotations.keySet().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("An annotation has no name");
    }
  }

  /**
   * Returns options that change nothing about the source.
   *
   * @param parallelism how many layers may be compressed or hashed at once, 1 or more
   */
  public static SourceOptions defaults(int parallelism) {
    return defaults(new Limit(parallelism));
  }

  /**
   * Returns options that change nothing about the source.
   *
   * @param limit how much may be in progress at once
   */
  public static SourceOptions defaults(Limit limit) {
    return new SourceOptions(List.of(), null, null, new TreeMap<>(), limit);
  }

  /**
   * Returns a copy with another program.
   *
   * @param executable the program that saves an image, or null for the default ones
   */
  public SourceOptions withDockerExecutable(@Nullable String executable) {
    return new SourceOptions(platforms, imageFormat, executable, annotations, limit);
  }

  /**
   * Returns a copy with other platforms and another image format.
   *
   * @param kept the platforms to keep; empty for all
   * @param format the media types of a generated manifest, or null for the default
   */
  public SourceOptions withImage(List<Platform> kept, @Nullable ImageFormat format) {
    return new SourceOptions(kept, format, dockerExecutable, annotations, limit);
  }

  /**
   * Returns a copy with other annotations for the root manifest or index.
   *
   * @param set the values by name; empty to keep the source's own annotations
   * @throws IllegalArgumentException if a name is blank
   */
  public SourceOptions withAnnotations(SortedMap<String, String> set) {
    return new SourceOptions(platforms, imageFormat, dockerExecutable, set, limit);
  }
}
