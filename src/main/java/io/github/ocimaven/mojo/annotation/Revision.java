package io.github.ocimaven.mojo.annotation;

import io.github.ocimaven.registry.UserEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/**
 * Finds the commit that a project is built from. The build's own properties come first, since they
 * were set for this build, then the Git checkout. Variables of a CI system come last: their commit
 * may belong to another repository, or differ from the one that a job checked out.
 */
final class Revision {

  /** Set by git-commit-id-maven-plugin; the second holds the full id if its mode is "flat". */
  private static final List<String> PROPERTIES = List.of("git.commit.id.full", "git.commit.id");

  private static final List<String> VARIABLES =
      List.of(
          "GITHUB_SHA", // GitHub, Gitea, Forgejo
          "CI_COMMIT_SHA", // GitLab, Woodpecker
          "GIT_COMMIT", // Jenkins
          "BUILDKITE_COMMIT",
          "CIRCLE_SHA1",
          "BITBUCKET_COMMIT",
          "BUILD_SOURCEVERSION", // Azure
          "DRONE_COMMIT_SHA",
          "TRAVIS_COMMIT",
          "CODEBUILD_RESOLVED_SOURCE_VERSION",
          "COMMIT_SHA"); // Google Cloud Build

  private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,64}");

  private final Function<String, Optional<String>> properties;
  private final GitCheckout checkout;
  private final UserEnvironment user;
  private final Log log;

  /**
   * Creates a finder; looks nowhere yet.
   *
   * @param properties returns the build's property of a name
   * @param user whose environment a CI system may have filled
   * @param log receives, at DEBUG, where the commit was found
   */
  Revision(
      Function<String, Optional<String>> properties,
      GitCheckout checkout,
      UserEnvironment user,
      Log log) {
    this.properties = properties;
    this.checkout = checkout;
    this.user = user;
    this.log = log;
  }

  /** Returns the commit's id, or empty if it is found nowhere. */
  Optional<String> find() {
    Stream<Supplier<Optional<String>>> places =
        Stream.of(
                PROPERTIES.stream().map(name -> place("the property " + name, name, properties)),
                Stream.of(place("git rev-parse HEAD", "", unused -> checkout.commit())),
                VARIABLES.stream().map(name -> place("the variable " + name, name, user::variable)))
            .flatMap(place -> place);
    return places.map(Supplier::get).flatMap(Optional::stream).findFirst();
  }

  private Supplier<Optional<String>> place(
      String shown, String name, Function<String, Optional<String>> values) {
    return () -> {
      Optional<String> commit = values.apply(name).filter(id -> COMMIT.matcher(id).matches());
      commit.ifPresent(id -> log.debug("The revision " + id + " comes from " + shown));
      return commit;
    };
  }
}
