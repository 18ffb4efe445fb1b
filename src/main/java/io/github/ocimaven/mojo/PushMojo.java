package io.github.ocimaven.mojo;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.log.LogListener;
import io.github.ocimaven.mojo.log.ProgressDisplay;
import io.github.ocimaven.mojo.parameter.Choice;
import io.github.ocimaven.mojo.parameter.DefaultTag;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import io.github.ocimaven.mojo.parameter.MountSources;
import io.github.ocimaven.mojo.parameter.Platforms;
import io.github.ocimaven.mojo.parameter.Progress;
import io.github.ocimaven.mojo.result.DigestArtifact;
import io.github.ocimaven.mojo.result.ResultFiles;
import io.github.ocimaven.mojo.session.BuildSession;
import io.github.ocimaven.mojo.session.PushAtEnd;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the OCI image that the build produced to a registry, bit for bit: the digest in the
 * registry is the digest on disk.
 *
 * <p>The image is validated before the first request. Blobs that the registry already has are not
 * sent. The tags are moved last, so that a push that fails on the way leaves them where they are.
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
   * Whether to only validate the image and ask the registry what it lacks, but send nothing and
   * write no results.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * How to show progress: <code>auto</code> (a live line on a terminal, occasional log lines
   * elsewhere), <code>log</code> (log lines) or <code>none</code> (only the summary).
   *
   * <p>Example: <code>none</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.progress", defaultValue = "auto")
  private String progress = "auto";

  /**
   * Which platforms of an index to push, each as <code>os/architecture[/variant]</code>; all of
   * them by default. An index without some of its platforms is a new index with its own digest; the
   * log says so. Separate platforms by commas on the command line.
   *
   * <p>Example: <code>linux/amd64,linux/arm64</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.platforms")
  private @Nullable List<String> platforms;

  /**
   * The media types of the manifest that is created for a docker-save archive, which has none:
   * <code>docker</code> (the default) or <code>oci</code> (the default with <code>annotate</code>,
   * or if a registry does not support Docker's). An OCI image layout is pushed as it is.
   *
   * <p>Example: <code>oci</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.imageFormat")
  private @Nullable String imageFormat;

  /**
   * Whether to set annotations of the manifest, or of the index, from the POM: <code>
   * org.opencontainers.image.</code> with <code>title</code>, <code>description</code>, <code>
   * version</code>, <code>vendor</code>, <code>url</code>, <code>source</code>, <code>licenses
   * </code>, <code>created</code> (if <code>project.build.outputTimestamp</code> is set) and <code>
   * revision</code> (the commit). They replace annotations of the same name. The result is a new
   * image with its own digest; the log says so. Docker's media types have no annotations, so <code>
   * imageFormat</code> is <code>oci</code> for a docker-save archive.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.annotate", defaultValue = "false")
  private boolean annotate;

  /**
   * Whether to also upload layers of nondistributable types, such as Windows base layers. Clients
   * usually fetch these from their original location.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.includeNondistributableLayers", defaultValue = "false")
  private boolean includeNondistributableLayers;

  /**
   * Which tags may move if they already name another image: <code>always</code> (all tags), <code>
   * snapshots</code> (all but release tags) or <code>never</code> (no tags). A release tag is the
   * project's version, unless that is a snapshot, and any other tag that looks like a version (
   * <code>1.2.3</code>, <code>v2.0-alpine</code>). A tag that ends with <code>-SNAPSHOT</code> is
   * not a release tag, nor is a shorter form of the project's version, such as <code>1.2</code> for
   * 1.2.3. Moving a release tag logs a warning. A tag that already names the image is never an
   * error.
   *
   * <p>Example: <code>snapshots</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.overwrite", defaultValue = "always")
  private String overwrite = "always";

  /**
   * More repositories that may have blobs of the image: the registry mounts blobs from there, so
   * that they need not be sent. Each is <code>REPOSITORY</code>, for every destination, or <code>
   * HOST[:PORT]/REPOSITORY</code>, for destinations on that registry. Separate them by commas on
   * the command line.
   *
   * <p>Example: <code>acme/base,ghcr.io/acme/jre</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.mountFrom")
  private @Nullable List<String> mountFrom;

  /**
   * Whether to push at the very end of the build, after every module has been built, in whatever
   * phase the goal runs. If a module fails, nothing is pushed. The goal itself only reads and
   * validates the image.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.pushAtEnd", defaultValue = "false")
  private boolean pushAtEnd;

  /**
   * Whether to attach the file <code>image.digest</code> to the project, with the type <code>digest
   * </code>. It is then installed and deployed with the other artifacts, and modules may depend on
   * it. The goal has to run before that: bind it to the phase <code>package</code>.
   *
   * <p>Example: <code>true</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.attachDigest", defaultValue = "false")
  private boolean attachDigest;

  /**
   * The classifier of the attached digest. Each execution of this goal needs its own classifier.
   *
   * <p>Example: <code>sidecar-image</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.digestClassifier", defaultValue = "image")
  private String digestClassifier = "image";

  @Inject private MavenProjectHelper projectHelper;

  private volatile @Nullable Pusher running;

  /** Sets {@code dryRun} from a text; {@code Switches} says why. */
  public void setDryRun(String word) {
    dryRun = switches().read("dryRun", word);
  }

  /** Sets {@code annotate}. */
  public void setAnnotate(String word) {
    annotate = switches().read("annotate", word);
  }

  /** Sets {@code includeNondistributableLayers}. */
  public void setIncludeNondistributableLayers(String word) {
    includeNondistributableLayers = switches().read("includeNondistributableLayers", word);
  }

  /** Sets {@code pushAtEnd}. */
  public void setPushAtEnd(String word) {
    pushAtEnd = switches().read("pushAtEnd", word);
  }

  /** Sets {@code attachDigest}. */
  public void setAttachDigest(String word) {
    attachDigest = switches().read("attachDigest", word);
  }

  @Override
  void run() {
    PushRequest request = request();
    DigestArtifact artifact = attachDigest ? digestArtifact() : null;
    ResultFiles files = dryRun ? null : new ResultFiles(resultDirectory());
    requireOnline(request);
    Pusher pusher = pusher(request.targets());
    running = pusher;
    if (pushAtEnd) {
      defer(pusher, request, files);
    } else {
      push(pusher, request, files);
    }
    if (artifact != null && !dryRun) {
      artifact.attach();
    }
  }

  private Pusher pusher(List<Target> targets) {
    Progress shown = Choice.parse("progress", progress, Progress.class);
    boolean alone = session().getRequest().isInteractiveMode() && !session().isParallel();
    LogListener listener =
        new LogListener(getLog(), dryRun, now -> ProgressDisplay.of(shown, alone, getLog(), now));
    return new Pusher(registries(targets, listener), listener);
  }

  private void push(Pusher pusher, PushRequest request, @Nullable ResultFiles files) {
    List<PushResult> results = pusher.push(request);
    if (files != null) {
      files.write(results);
      publish(results.get(0).target(), results.get(0).digest());
    }
  }

  /**
   * Everything that can be checked before the push is checked now, while the module is being built.
   */
  private void defer(Pusher pusher, PushRequest request, @Nullable ResultFiles files) {
    Digest image = pusher.check(request);
    PushRequest checked = request.withExpectedDigest(image);
    Target first = request.targets().get(0);
    String references =
        request.targets().stream().map(Target::toString).collect(Collectors.joining(", "));
    getLog().info("Pushing " + references + " waits until every module has been built");
    if (files != null) {
      publish(first, image);
    }
    BuildSession.of(session())
        .pushesAtEnd()
        .add(
            new PushAtEnd(
                project(),
                execution(),
                references,
                getLog(),
                () -> guarded(() -> push(pusher, checked, files))));
  }

  private DigestArtifact digestArtifact() {
    if (isStandalone()) {
      throw DigestArtifact.refusal("there is no project", "leave attachDigest out without a POM");
    }
    if (pushAtEnd) {
      throw DigestArtifact.refusal(
          "with pushAtEnd the image is pushed when all artifacts have been installed and deployed",
          "leave attachDigest or pushAtEnd out");
    }
    String phase = execution().getLifecyclePhase();
    if ("install".equals(phase) || "deploy".equals(phase)) {
      getLog()
          .warn(
              "attachDigest may come too late: in the phase "
                  + phase
                  + " the other artifacts have been installed already; bind the goal to an earlier"
                  + " one, such as package");
    }
    if (dryRun) {
      getLog().info("A dry run attaches no digest");
    }
    return new DigestArtifact(
        project(), digestClassifier, ResultFiles.digestIn(resultDirectory()), projectHelper);
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
                    : Choice.parse("imageFormat", imageFormat, ImageFormat.class))
            .withAnnotations(annotations(annotate));
    return new PushRequest(
        source.withOptions(options),
        includeNondistributableLayers,
        targets(),
        shared(),
        dryRun,
        new TagRule(
            Choice.parse("overwrite", overwrite, Overwrite.class),
            isStandalone() ? null : DefaultTag.of(project().getVersion())),
        MountSources.parse(mountFrom),
        null);
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

  /** Later executions replace the plain properties; those with the execution's id stay. */
  private void publish(Target target, Digest digest) {
    Properties properties = project().getProperties();
    for (String suffix : List.of("", "." + execution().getExecutionId())) {
      properties.setProperty("oci.image.digest" + suffix, digest.toString());
      properties.setProperty("oci.image.reference" + suffix, target + "@" + digest);
    }
  }
}
