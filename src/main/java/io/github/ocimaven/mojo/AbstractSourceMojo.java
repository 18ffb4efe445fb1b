package io.github.ocimaven.mojo;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.mojo.parameter.Choice;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import io.github.ocimaven.mojo.parameter.SkipRule;
import io.github.ocimaven.mojo.parameter.Switches;
import io.github.ocimaven.mojo.result.ExecutionFolder;
import io.github.ocimaven.mojo.session.BuildSession;
import io.github.ocimaven.mojo.session.ShutdownGuard;
import io.github.ocimaven.push.PushSession;
import io.github.ocimaven.source.SourceNotFoundException;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.open.ImageSources;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Base of all goals: which image to read, and how failures and interruptions end a goal. */
abstract class AbstractSourceMojo extends AbstractMojo {

  private static final String NO_IMAGE =
      "Skipping: a project of packaging pom needs no image, and there is no ";

  /**
   * The image: the path of an OCI image layout (a directory or a tar, which may be compressed with
   * gzip or zstd) or of an archive in the format of <code>docker save</code>. The format is
   * detected. A prefix before the path requires one format: <code>oci:</code> a layout directory,
   * <code>oci-archive:</code> a layout tar, <code>docker-archive:</code> a docker-save archive.
   * With <code>docker-daemon:NAME</code>, Docker or Podman saves the image NAME. A relative path
   * starts from the project's directory. The default is the first of these that exists in the build
   * directory: <code>oci</code>, <code>image</code>, <code>oci-image</code>, <code>jib-image.tar
   * </code>.
   *
   * <p>Example: <code>target/my-layout</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.source")
  private @Nullable String source;

  /**
   * Which image to use if the source holds several: its ref name (the annotation <code>
   * org.opencontainers.image.ref.name</code> in <code>index.json</code>), its repository tag or its
   * image ID (in a docker-save archive), or its digest.
   *
   * <p>Example: <code>1.0</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.sourceReference")
  private @Nullable String sourceReference;

  /**
   * The program that saves the image of a <code>docker-daemon:</code> source. The default is the
   * first of <code>docker</code> and <code>podman</code> on the PATH.
   *
   * <p>Example: <code>/usr/bin/podman</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.dockerExecutable")
  private @Nullable String dockerExecutable;

  /**
   * How many blobs may be processed at once (looked up, hashed, compressed, uploaded), 1 or more.
   * All modules of a build share this limit. Only a few of these blobs may be large: large blobs
   * use up the bandwidth, while small ones spend most of their time waiting for responses.
   *
   * <p>Example: <code>32</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.parallelism", defaultValue = "16")
  private int parallelism;

  /**
   * Whether to skip this goal: <code>true</code>, <code>false</code>, <code>releases</code> (skip
   * if the project's version is a release) or <code>snapshots</code> (skip if it is a snapshot).
   *
   * <p>Example: <code>snapshots</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.skip", defaultValue = "false")
  private String skip = "false";

  /**
   * Where to write results: <code>image.digest</code> and <code>image.json</code> after a push,
   * <code>validation.json</code> after a validation, and the compressed layers of a docker-save
   * archive, so that they need not be compressed again. The default is <code>oci-push</code> in the
   * build directory. If several executions of a goal are configured, the results of each go to a
   * subfolder of that, named after the execution's id.
   *
   * <p>Example: <code>target/image</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.outputDirectory")
  private @Nullable File outputDirectory;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  private final Switches switches = new Switches();

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    guarded(
        () -> {
          if (Choice.parse("skip", skip, SkipRule.class).applies(isSnapshot())) {
            getLog().info("Skipping: skip is " + skip);
            return;
          }
          requirePositive("parallelism", parallelism);
          runUnlessThereIsNoImage();
        });
  }

  private void runUnlessThereIsNoImage() {
    boolean bound = execution.getSource() == MojoExecution.Source.LIFECYCLE;
    if (bound && project.getPackaging().equals("pom")) {
      try {
        ImageSources.require(sourceRequest());
      } catch (SourceNotFoundException e) {
        String places = String.join(" and no ", e.lookedFor());
        if (project.getModules().isEmpty()) {
          // This may be the parent of other projects, or a module that exists for its image.
          getLog().warn(NO_IMAGE + places + "; if that is intended, set oci.skip");
        } else {
          getLog().info(NO_IMAGE + places);
        }
        return;
      }
    }
    try {
      switches.check();
      run();
    } catch (SourceNotFoundException e) {
      if (bound || session.getProjects().size() == 1) {
        throw e;
      }
      throw new GoalException(
          Topic.SOURCE_NOT_FOUND,
          e.getMessage()
              + "; on the command line the goal runs for "
              + project.getArtifactId()
              + " alone, bind it to a phase to have it run for each module",
          e);
    }
  }

  /**
   * Runs work so that Ctrl-C ends it in good order, and converts its failure to a Maven exception.
   *
   * @throws MojoFailureException if it failed for a reason that the user can fix
   * @throws MojoExecutionException if it failed for any other reason
   */
  final void guarded(Runnable work) throws MojoExecutionException, MojoFailureException {
    try (ShutdownGuard guard = ShutdownGuard.enter(getLog()::error, this::interruption)) {
      guard.run(work);
    } catch (PushException e) {
      String message = Troubleshooting.message(e, execution);
      if (e.isUserFixable()) {
        throw new MojoFailureException(message, shownCause(e));
      }
      throw new MojoExecutionException(message, shownCause(e));
    }
  }

  /**
   * Does the goal's work.
   *
   * @throws PushException if it failed; {@link PushException#isUserFixable} decides how the build
   *     ends
   */
  abstract void run();

  /**
   * Describes how far the goal's work has come when it is interrupted. Any thread may call this.
   */
  abstract PushInterruptedException interruption();

  /**
   * Returns the cause only if a stack trace was requested. Maven appends the messages of all causes
   * to ours, which already says everything.
   */
  private @Nullable Exception shownCause(PushException e) {
    return session.getRequest().isShowErrors() || getLog().isDebugEnabled() ? e : null;
  }

  private boolean isSnapshot() {
    return project.getVersion().endsWith("-SNAPSHOT");
  }

  static void requirePositive(String parameter, int value) {
    requireAtLeast(1, parameter, value);
  }

  static void requireAtLeast(int least, String parameter, int value) {
    if (value < least) {
      throw new GoalException(
          Topic.PARAMETER,
          "Cannot use " + parameter + " " + value + "; it is " + least + " or more");
    }
  }

  /** Returns which image to read, according to the parameters. */
  final SourceRequest sourceRequest() {
    return new SourceRequest(
        baseDirectory(),
        buildDirectory(),
        outputDirectory(),
        source,
        sourceReference,
        sourceOptions());
  }

  /** Returns how to read the image; a goal with more parameters adds them. */
  SourceOptions sourceOptions() {
    return SourceOptions.defaults(shared().limit()).withDockerExecutable(dockerExecutable);
  }

  /** Returns the reader of this goal's parameters that are true or false. */
  final Switches switches() {
    return switches;
  }

  /** Returns whether the goal runs without a POM. */
  final boolean isStandalone() {
    return project.getFile() == null;
  }

  private Path baseDirectory() {
    return isStandalone()
        ? Path.of(session.getExecutionRootDirectory())
        : project.getBasedir().toPath();
  }

  private Path buildDirectory() {
    // Without a POM, the build directory is an unevaluated expression.
    return baseDirectory().resolve(isStandalone() ? "target" : project.getBuild().getDirectory());
  }

  /** Returns where this execution's results are written. */
  final Path resultDirectory() {
    return outputDirectory == null
        ? ExecutionFolder.of(outputDirectory(), execution, project)
        : outputDirectory();
  }

  /** Returns where files are written that don't belong to one execution. */
  private Path outputDirectory() {
    return outputDirectory == null
        ? buildDirectory().resolve("oci-push")
        : outputDirectory.toPath();
  }

  /** Returns a path for a message: relative to the project if it is inside the project. */
  final Path shown(Path path) {
    Path base = baseDirectory().toAbsolutePath().normalize();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(base) ? base.relativize(absolute) : absolute;
  }

  /** Returns the state that pushes and validations of this Maven session share. */
  final PushSession shared() {
    return BuildSession.of(session).pushes(parallelism);
  }

  /** Returns how many blobs may be processed at once. */
  final int parallelism() {
    return parallelism;
  }

  /** Returns the project, or Maven's stand-in if there is no POM. */
  final MavenProject project() {
    return project;
  }

  /** Returns the Maven session. */
  final MavenSession session() {
    return session;
  }

  /** Returns the execution of this goal. */
  final MojoExecution execution() {
    return execution;
  }
}
