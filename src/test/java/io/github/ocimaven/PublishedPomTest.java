package io.github.ocimaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The POM that is published instead of pom.xml, and that every user's Maven reads. */
class PublishedPomTest {

  private static final Path PUBLISHED = Path.of("target", "flattened", "pom.xml");
  private static final Path SOURCE = Path.of("pom.xml");

  private Model published;

  @BeforeEach
  void readPublished() throws IOException, XmlPullParserException {
    published = read(PUBLISHED);
  }

  private static Model read(Path pom) throws IOException, XmlPullParserException {
    try (Reader reader = Files.newBufferedReader(pom)) {
      return new MavenXpp3Reader().read(reader);
    }
  }

  private Stream<Dependency> allDependencies() {
    return Stream.concat(
        published.getDependencies().stream(),
        published.getDependencyManagement().getDependencies().stream());
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(PUBLISHED)).isLessThanOrEqualTo(8 * 1024);
  }

  @Test
  void isThatOfAPluginWithWhatMavenCentralDemands() throws Exception {
    Model source = read(SOURCE);

    assertThat(published.getPackaging()).isEqualTo("maven-plugin");
    assertThat(published.getPrerequisites().getMaven()).isEqualTo("3.6.3");
    assertThat(published)
        .usingRecursiveComparison()
        .comparingOnlyFields(
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses.name",
            "licenses.url",
            "developers.name",
            "developers.organization",
            "scm.connection",
            "scm.developerConnection",
            "scm.url")
        .isEqualTo(source);
    assertThat(published.getName()).isNotBlank();
    assertThat(published.getLicenses()).hasSize(1);
    assertThat(published.getDevelopers()).isNotEmpty();
    assertThat(published.getScm()).isNotNull();
  }

  @Test
  void saysNothingOfHowThePluginIsBuiltAndTested() {
    assertThat(published.getBuild()).isNull();
    assertThat(published.getReporting()).isNull();
    assertThat(published.getProfiles()).isEmpty();
    assertThat(published.getProperties()).isEmpty();
    assertThat(published.getRepositories()).isEmpty();
    assertThat(allDependencies()).extracting(Dependency::getScope).doesNotContain("test");
  }

  @Test
  void makesMavenReadNoParentAndNoBom() {
    assertThat(published.getParent()).isNull();
    assertThat(allDependencies()).extracting(Dependency::getScope).doesNotContain("import");
    assertThat(allDependencies()).extracting(Dependency::getType).containsOnly("jar");
  }

  @Test
  void pinsTheVersionOfEachDependencyOfPomXml() throws Exception {
    assertThat(allDependencies())
        .extracting(Dependency::getVersion)
        .allMatch(v -> v.matches("\\d[\\w.-]*"));
    assertThat(published.getDependencies())
        .extracting(Dependency::getManagementKey)
        .containsExactlyElementsOf(
            read(SOURCE).getDependencies().stream()
                .filter(dependency -> !"test".equals(dependency.getScope()))
                .map(Dependency::getManagementKey)
                .toList());
    assertThat(published.getDependencyManagement().getDependencies())
        .extracting(Dependency::getManagementKey)
        .containsExactlyElementsOf(
            read(SOURCE).getDependencyManagement().getDependencies().stream()
                .map(Dependency::getManagementKey)
                .toList());
  }

  @Test
  void leavesOutWhatPomXmlLeavesOut() throws Exception {
    assertThat(exclusions(published)).isNotEmpty().isEqualTo(exclusions(read(SOURCE)));
  }

  private static List<String> exclusions(Model model) {
    return Stream.concat(
            model.getDependencies().stream(),
            model.getDependencyManagement().getDependencies().stream())
        .flatMap(
            dependency ->
                dependency.getExclusions().stream()
                    .map(
                        exclusion ->
                            dependency.getManagementKey()
                                + " without "
                                + exclusion.getGroupId()
                                + ":"
                                + exclusion.getArtifactId()))
        .toList();
  }

  @Test
  void isWrittenFromAPomXmlThatCanBeRead() throws IOException {
    assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(1_000);
  }
}
