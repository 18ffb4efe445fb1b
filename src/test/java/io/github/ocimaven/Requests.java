package io.github.ocimaven;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates requests with the defaults of most tests. */
public final class Requests {

  private Requests() {}

  /** A source below a directory, whose work folder is there too. */
  public static SourceRequest source(
      Path directory, @Nullable String source, @Nullable String reference) {
    return new SourceRequest(
        directory,
        directory.resolve("target"),
        directory.resolve("work"),
        source,
        reference,
        SourceOptions.defaults(2));
  }

  /** A push of an image below a directory. */
  public static PushRequest push(
      Path directory,
      @Nullable String source,
      @Nullable String reference,
      List<Target> targets,
      int parallelism,
      boolean dryRun) {
    SourceRequest request =
        source(directory, source, reference).withOptions(SourceOptions.defaults(parallelism));
    return new PushRequest(request, false, targets, parallelism, dryRun);
  }

  /**
   * Pushes to one destination after the other, as modules of a reactor do: later pushes find the
   * blobs of earlier ones in the registry.
   */
  public static List<PushResult> oneByOne(Pusher pusher, PushRequest request) {
    return request.targets().stream()
        .flatMap(
            target ->
                pusher
                    .push(
                        new PushRequest(
                                request.source(), false, List.of(target), 1, request.dryRun())
                            .withSession(request.session()))
                    .stream())
        .toList();
  }
}
