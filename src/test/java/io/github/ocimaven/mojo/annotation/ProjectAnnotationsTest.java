package io.github.ocimaven.mojo.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.mojo.RecordedLog;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.source.AnnotateException;
import io.github.ocimaven.testing.tool.GitRepository;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Organization;
import org.apache.maven.model.Scm;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectAnnotationsTest {

  private static final String COMMIT = "0123456789abcdef".repeat(4);

  @TempDir Path directory;

  private final RecordedLog log = new RecordedLog();
  private final Model model = new Model();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();

  @BeforeEach
  void describe() {
    model.setArtifactId("app");
    model.setVersion("1.0-SNAPSHOT");
  }

  private SortedMap<String, String> read() {
    MavenProject project = new MavenProject(model);
    project.setFile(directory.resolve("pom.xml").toFile());
    UserEnvironment user = new UserEnvironment(variables, directory, Optional.empty());
    SortedMap<String, String> named =
        ProjectAnnotations.read(
            project, name -> Optional.ofNullable(properties.get(name)), user, log);
    assertThat(named.keySet()).allMatch(name -> name.startsWith("org.opencontainers.image."));
    SortedMap<String, String> annotations = new TreeMap<>();
    named.forEach((name, value) -> annotations.put(name.substring(25), value));
    return annotations;
  }

  private void license(String name, String url) {
    License license = new License();
    license.setName(name);
    license.setUrl(url);
    model.addLicense(license);
  }

  @Test
  void saysWhatThePomSays() {
    model.setName("Acme App");
    model.setDescription("\n    Serves\n    \t anvils.\n  ");
    model.setUrl("https://bot:s3cret@acme.example/app");
    model.setOrganization(new Organization());
    model.getOrganization().setName("Acme Corp.");
    model.setScm(new Scm());
    model.getScm().setUrl("https://git.acme.example/app?private_token=s3cret");
    model.getScm().setConnection("scm:git:https://git.acme.example/app.git");
    license("Apache License, Version 2.0", "https://www.apache.org/licenses/LICENSE-2.0.txt");
    properties.put("project.build.outputTimestamp", "2026-01-31T12:00:00+01:00");
    properties.put("git.commit.id", COMMIT);

    assertThat(read())
        .containsExactly(
            Map.entry("created", "2026-01-31T11:00:00Z"),
            Map.entry("description", "Serves anvils."),
            Map.entry("licenses", "Apache-2.0"),
            Map.entry("revision", COMMIT),
            Map.entry("source", "https://git.acme.example/app"),
            Map.entry("title", "Acme App"),
            Map.entry("url", "https://acme.example/app"),
            Map.entry("vendor", "Acme Corp."),
            Map.entry("version", "1.0-SNAPSHOT"));
    assertThat(log.lines())
        .contains("DEBUG Annotation org.opencontainers.image.title: Acme App")
        .noneMatch(line -> line.contains("s3cret") || line.startsWith("WARN"));
  }

  @Test
  void saysLittleAboutABarePom() {
    model.setDescription("  ");
    model.setOrganization(new Organization());
    model.setScm(new Scm());

    assertThat(read())
        .containsExactly(Map.entry("title", "app"), Map.entry("version", "1.0-SNAPSHOT"));
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("DEBUG The annotation") && line.contains("created"));
  }

  @Test
  void takesTheConnectionWhereTheScmHasNoUrl() {
    model.setScm(new Scm());
    model.getScm().setConnection("scm:git:https://bot:s3cret@git.acme.example/app.git");

    assertThat(read()).containsEntry("source", "https://git.acme.example/app.git");
  }

  @Test
  void leavesTheChoiceOfSeveralLicensesToTheUser() {
    license("EPL-2.0", null);
    license("GPL2 w/ CPE", "https://www.gnu.org/software/classpath/license.html");
    license("Eclipse Public License v2.0", null);

    assertThat(read())
        .containsEntry("licenses", "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0");
  }

  @Test
  void warnsOfALicenseThatItDoesNotKnow() {
    license("MIT", null);
    license("Acme License", null);

    assertThat(read()).doesNotContainKey("licenses");
    assertThat(log.lines())
        .contains(
            "WARN The annotation org.opencontainers.image.licenses is left out: the POM's license"
                + " 'Acme License' is not a known license; write its identifier from"
                + " https://spdx.org/licenses as <name>, for example Apache-2.0, or"
                + " LicenseRef-NAME if it has none");
  }

  @Test
  void asksTheCheckoutAfterTheBuildAndBeforeTheCiSystem() throws Exception {
    RequiredTools.assume("git");
    Files.writeString(directory.resolve("pom.xml"), "<project/>");
    String head = GitRepository.commit(directory);
    variables.put("GITHUB_SHA", COMMIT);

    assertThat(read()).containsEntry("revision", head);
    properties.put("git.commit.id.full", COMMIT);
    assertThat(read()).containsEntry("revision", COMMIT);
  }

  @Test
  void refusesATimeThatIsNone() {
    properties.put("project.build.outputTimestamp", "now");

    assertThatThrownBy(this::read).isInstanceOf(AnnotateException.class);
  }
}
