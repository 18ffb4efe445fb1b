package io.github.ocimaven.source;

import io.github.ocimaven.concurrent.Limit;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read a source.
 *
 * @param platforms the platforms of an index to keep; empty for all
 * @param imageFormat the media types of the manifest that is made for a docker-save archive; null
 *     for Docker's, which the tools that write such archives would push
 * @param dockerExecutable the program that saves the image of a {@code docker-daemon:} source; null
 *     for the first of {@code docker} and {@code podman} on the PATH
 * @param limit how much may be in work at once: layers are compressed and hashed several at a time
 */
public record SourceOptions(
    List<Platform> platforms,
    @Nullable ImageFormat imageFormat,
    @Nullable String dockerExecutable,
    Limit limit) {

  /** Copies the list. */
  public SourceOptions {
    platforms = List.copyOf(platforms);
  }

  /**
   * Everything as the source has it.
   *
   * @param parallelism how many layers may be compressed or hashed at once, 1 or more
   */
  public static SourceOptions defaults(int parallelism) {
    return defaults(new Limit(parallelism));
  }

  /**
   * Everything as the source has it.
   *
   * @param limit how much may be in work at once
   */
  public static SourceOptions defaults(Limit limit) {
    return new SourceOptions(List.of(), null, null, limit);
  }

  /**
   * The same with another program.
   *
   * @param executable the program that saves an image, or null for the usual ones
   */
  public SourceOptions withDockerExecutable(@Nullable String executable) {
    return new SourceOptions(platforms, imageFormat, executable, limit);
  }

  /**
   * The same with some platforms only, and the media types of one family.
   *
   * @param kept the platforms to keep; empty for all
   * @param format the family for a manifest that is made, or null for the source's own
   */
  public SourceOptions withImage(List<Platform> kept, @Nullable ImageFormat format) {
    return new SourceOptions(kept, format, dockerExecutable, limit);
  }
}
