package io.github.ocimaven.mojo;

import io.github.ocimaven.mojo.GoalException.Topic;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * The digest as one of the project's artifacts: it is installed and deployed with the others, and
 * modules may depend on it.
 */
final class DigestArtifact {

  private static final String TYPE = "digest";

  private final MavenProject project;
  private final String classifier;
  private final MavenProjectHelper helper;

  /**
   * Makes sure, before anything is pushed, that the digest can be attached.
   *
   * @param project what to attach it to
   * @param classifier the artifact's classifier
   * @param helper attaches artifacts
   * @throws GoalException if it can't
   */
  DigestArtifact(MavenProject project, String classifier, MavenProjectHelper helper) {
    this.project = project;
    this.classifier = classifier;
    this.helper = helper;
    if (classifier.isBlank()) {
      throw refusal("it has no classifier", "set 'digestClassifier', by default it is image");
    }
    if (isTaken()) {
      throw refusal(
          "the project has an artifact of this type and classifier already",
          "give each execution of the goal a 'digestClassifier' of its own");
    }
  }

  /** Returns why a digest can't be attached: action, subject, reason, remedy. */
  static GoalException refusal(String reason, String remedy) {
    return new GoalException(
        Topic.ATTACH_DIGEST, "Cannot attach the digest: " + reason + "; " + remedy);
  }

  private boolean isTaken() {
    return project.getAttachedArtifacts().stream()
        .anyMatch(
            artifact ->
                artifact.getType().equals(TYPE) && classifier.equals(artifact.getClassifier()));
  }

  /**
   * Attaches it.
   *
   * @param file holds the digest
   */
  void attach(Path file) {
    helper.attachArtifact(project, TYPE, classifier, file.toFile());
  }
}
