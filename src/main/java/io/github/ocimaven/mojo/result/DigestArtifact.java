package io.github.ocimaven.mojo.result;

import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * The digest as an artifact of the project: it is installed and deployed with the other artifacts,
 * and modules may depend on it.
 */
public final class DigestArtifact {

  private static final String TYPE = "digest";

  private final MavenProject project;
  private final String classifier;
  private final File file;
  private final MavenProjectHelper helper;

  /**
   * Makes sure, before anything is pushed, that the digest can be attached.
   *
   * @param file the file that will hold the digest
   * @throws GoalException if the digest can't be attached
   */
  public DigestArtifact(
      MavenProject project, String classifier, Path file, MavenProjectHelper helper) {
    this.project = project;
    this.classifier = classifier;
    this.file = file.toFile();
    this.helper = helper;
    if (classifier.isBlank()) {
      throw refusal("it has no classifier", "set 'digestClassifier', whose default is image");
    }
    if (attached().anyMatch(artifact -> hasClassifier(artifact) && !hasFile(artifact))) {
      throw refusal(
          "the project already has an artifact of this type and classifier",
          "give each execution of the goal its own 'digestClassifier'");
    }
    if (attached().anyMatch(artifact -> hasFile(artifact) && !hasClassifier(artifact))) {
      throw refusal(
          "another execution has attached the same file, which this one would overwrite",
          "give each execution of the goal its own 'outputDirectory'");
    }
  }

  /**
   * Returns an exception that says why a digest can't be attached: action, subject, reason, remedy.
   */
  public static GoalException refusal(String reason, String remedy) {
    return new GoalException(
        Topic.ATTACH_DIGEST, "Cannot attach the digest: " + reason + "; " + remedy);
  }

  private Stream<Artifact> attached() {
    return project.getAttachedArtifacts().stream()
        .filter(artifact -> artifact.getType().equals(TYPE));
  }

  private boolean hasClassifier(Artifact artifact) {
    return classifier.equals(artifact.getClassifier());
  }

  private boolean hasFile(Artifact artifact) {
    return file.equals(artifact.getFile());
  }

  /** Attaches the digest, unless the same execution already has: a phase may run twice. */
  public void attach() {
    if (attached().noneMatch(this::hasClassifier)) {
      helper.attachArtifact(project, TYPE, classifier, file);
    }
  }
}
