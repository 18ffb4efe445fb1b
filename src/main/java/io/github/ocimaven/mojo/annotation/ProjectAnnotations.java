package io.github.ocimaven.mojo.annotation;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.source.AnnotateException;
import io.github.ocimaven.text.ForeignText;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.maven.model.License;
import org.apache.maven.model.Organization;
import org.apache.maven.model.Scm;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The predefined annotations of image-spec's annotations.md, filled from a POM. The same sources
 * yield the same annotations, wherever and whenever they are built.
 */
public final class ProjectAnnotations {

  private static final String PREFIX = "org.opencontainers.image.";
  private static final Duration GIT_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_SHOWN = 200;

  private final MavenProject project;
  private final Function<String, Optional<String>> properties;
  private final UserEnvironment user;
  private final Log log;
  private final SortedMap<String, String> annotations = new TreeMap<>();

  private ProjectAnnotations(
      MavenProject project,
      Function<String, Optional<String>> properties,
      UserEnvironment user,
      Log log) {
    this.project = project;
    this.properties = properties;
    this.user = user;
    this.log = log;
  }

  /**
   * Reads a project. URLs in the result have no credentials.
   *
   * @param properties returns the build's property of a name
   * @param log receives where values come from, and which license is unknown
   * @return the annotations that have values
   * @throws AnnotateException if there is no POM, or its timestamp is malformed
   */
  public static SortedMap<String, String> read(
      MavenProject project,
      Function<String, Optional<String>> properties,
      UserEnvironment user,
      Log log) {
    if (project.getFile() == null) {
      throw AnnotateException.withoutProject();
    }
    return new ProjectAnnotations(project, properties, user, log).read();
  }

  private SortedMap<String, String> read() {
    Optional<Scm> scm = Optional.ofNullable(project.getScm());
    put("title", text(project.getName()));
    put("description", text(project.getDescription()));
    put("version", text(project.getVersion()));
    put(
        "vendor",
        Optional.ofNullable(project.getOrganization())
            .map(Organization::getName)
            .flatMap(ProjectAnnotations::text));
    put("url", text(project.getUrl()).map(PublicUrl::of));
    put(
        "source",
        scm.map(Scm::getUrl)
            .flatMap(ProjectAnnotations::text)
            .map(PublicUrl::of)
            .or(() -> scm.map(Scm::getConnection).flatMap(PublicUrl::ofConnection)));
    put("licenses", licenses());
    put("created", created());
    put("revision", revision());
    return annotations;
  }

  private void put(String name, Optional<String> value) {
    value.ifPresent(
        present -> {
          log.debug("Annotation " + PREFIX + name + ": " + ForeignText.printable(present));
          annotations.put(PREFIX + name, present);
        });
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value)
        .map(present -> present.replaceAll("\\s+", " ").strip())
        .filter(present -> !present.isEmpty());
  }

  /** Joins the licenses with OR: by Maven's model, a user of the project may choose one of them. */
  private Optional<String> licenses() {
    Set<String> ids = new LinkedHashSet<>();
    for (License license : project.getLicenses()) {
      String name = text(license.getName()).orElse("");
      String url = text(license.getUrl()).orElse("");
      Optional<String> id = SpdxLicenses.find(name, url);
      if (id.isEmpty()) {
        log.warn(
            "The annotation "
                + PREFIX
                + "licenses is left out: the POM's license '"
                + ForeignText.printable(name.isEmpty() ? PublicUrl.of(url) : name, MAX_SHOWN)
                + "' is not a known license; write its identifier from https://spdx.org/licenses as"
                + " <name>, for example Apache-2.0, or LicenseRef-NAME if it has none");
        return Optional.empty();
      }
      ids.add(id.get());
    }
    return Optional.of(String.join(" OR ", ids)).filter(expression -> !expression.isEmpty());
  }

  private Optional<String> created() {
    Optional<String> created = OutputTimestamp.read(properties, user);
    if (created.isEmpty()) {
      log.debug(
          "The annotation "
              + PREFIX
              + "created is left out: "
              + OutputTimestamp.PROPERTY
              + " is not set, and the current time would give each build another digest");
    }
    return created;
  }

  private Optional<String> revision() {
    GitCheckout checkout =
        new GitCheckout(
            Objects.requireNonNull(project.getBasedir()).toPath(), "git", GIT_TIMEOUT, log);
    Optional<String> commit = new Revision(properties, checkout, user, log).find();
    if (commit.isEmpty()) {
      log.info("The annotation " + PREFIX + "revision is left out: no commit is known (see -X)");
    }
    return commit;
  }
}
