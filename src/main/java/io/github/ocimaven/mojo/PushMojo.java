package io.github.ocimaven.mojo;

import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.mojo.GoalException.Topic;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.push.TagRule;
import io.github.ocimaven.push.TagRule.Overwrite;
import io.github.ocimaven.registry.RegistryOpener;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the OCI image that the build produced to a registry, bit for bit: the digest in the
 * registry is the digest on disk.
 *
 * <p>The image is validated before the registry is asked anything. Blobs that the registry has are
 * not sent. The tags are moved last, so that a push that fails on the way leaves them where they
 * are.
 *
 * @since 1.0.0
 */
@Mojo(
    name = "push",
    defaultPhase = LifecyclePhase.DEPLOY,
    threadSafe = true,
    requiresProject = false)
public final class PushMojo extends AbstractRegistryMojo {

  /**
   * Whether to validate the image and ask the registry what it lacks, but send nothing.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * How to show progress: <code>auto</code> (a live line on a terminal, a log line now and then
   * elsewhere), <code>log</code> (log lines) or <code>none</code> (the summary only).
   *
   * <p>Example: <code>none</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.progress", defaultValue = "auto")
  private String progress = "auto";

  /**
   * Which platforms of an index to push, each as <code>os/architecture[/variant]</code>; all of
   * them by default. An index that lacks some of its platforms is another one, with a digest of its
   * own, which the log says. On the command line they are separated by commas.
   *
   * <p>Example: <code>linux/amd64,linux/arm64</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.platforms")
  private @Nullable List<String> platforms;

  /**
   * The media types of the manifest that is made for a docker-save archive, which has none: <code>
   * docker</code> (the default, as the tools that write such archives push them) or <code>oci
   * </code>. An OCI image layout is pushed as it is.
   *
   * <p>Example: <code>oci</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.imageFormat")
  private @Nullable String imageFormat;

  /**
   * Whether to upload layers of nondistributable types (Windows base layers, for instance) too.
   * Usually they are fetched from where they come from.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.includeNondistributableLayers", defaultValue = "false")
  private boolean includeNondistributableLayers;

  /**
   * Which tags may move that name another image already: <code>always</code> (all of them), <code>
   * snapshots</code> (all but release tags) or <code>never</code> (none). A release tag is the
   * project's version unless it is a snapshot, and whatever else looks like a version, such as
   * <code>1.2.3</code> or <code>v2.0-alpine</code>, but no tag that ends with <code>-SNAPSHOT
   * </code> and no shorter form of the project's version, such as <code>1.2</code> beside 1.2.3. A
   * release tag that moves is a warning. A tag that names the image already is never an error.
   *
   * <p>Example: <code>snapshots</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.overwrite", defaultValue = "always")
  private String overwrite = "always";

  /**
   * Further repositories that may have blobs of the image: a registry takes them over from there,
   * and they are not sent. Each is <code>REPOSITORY</code>, for every destination, or <code>
   * HOST[:PORT]/REPOSITORY</code>, for destinations on that registry. On the command line they are
   * separated by commas.
   *
   * <p>Example: <code>acme/base,ghcr.io/acme/jre</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.mountFrom")
  private @Nullable List<String> mountFrom;

  private volatile @Nullable Pusher running;

  @Override
  void run() {
    PushRequest request = request();
    ResultFiles files = dryRun ? null : new ResultFiles(outputDirectory());
    requireOnline(request);
    Progress shown = Choice.parse("progress", progress, Progress.class);
    LogListener listener = new LogListener(getLog(), dryRun, now -> display(shown, now));
    RegistryOpener registries = registries(request.targets(), listener);
    Pusher pusher = new Pusher(registries, listener);
    running = pusher;
    List<PushResult> results = pusher.push(request);
    if (files != null) {
      files.write(results);
      publish(results.get(0));
    }
  }

  @Override
  PushInterruptedException interruption() {
    Pusher pusher = running;
    return pusher == null ? new PushInterruptedException(null) : pusher.interruption(null);
  }

  private PushRequest request() {
    SourceRequest source = sourceRequest();
    SourceOptions options =
        source
            .options()
            .withImage(
                Platforms.parse(platforms),
                imageFormat == null || imageFormat.isBlank()
                    ? null
                    : Choice.parse("imageFormat", imageFormat, ImageFormat.class));
    return new PushRequest(
        source.withOptions(options),
        includeNondistributableLayers,
        targets(),
        shared(),
        dryRun,
        new TagRule(
            Choice.parse("overwrite", overwrite, Overwrite.class),
            isStandalone() ? null : project().getVersion()),
        MountSources.parse(mountFrom));
  }

  private void requireOnline(PushRequest request) {
    if (session().isOffline()) {
      throw new GoalException(
          Topic.OFFLINE,
          "Cannot push to "
              + request.targets().get(0)
              + ": Maven is offline; run it without -o and without <offline> in settings.xml, or"
              + " leave the push out with -Doci.skip=true");
    }
  }

  private ProgressDisplay display(Progress progress, long now) {
    if (progress == Progress.NONE || !getLog().isInfoEnabled()) {
      return ProgressDisplay.NONE;
    }
    boolean alone = session().getRequest().isInteractiveMode() && !session().isParallel();
    if (progress == Progress.AUTO && alone) {
      var terminal = Terminal.writer();
      if (terminal.isPresent()) {
        return new ProgressDisplay.LiveLine(terminal.get(), now);
      }
    }
    return new ProgressDisplay.LogLines(getLog()::info, now);
  }

  private void publish(PushResult result) {
    project().getProperties().setProperty("oci.image.digest", result.digest().toString());
    project()
        .getProperties()
        .setProperty("oci.image.reference", result.target() + "@" + result.digest());
  }
}
