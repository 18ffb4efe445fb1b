package io.github.ocimaven.bench;

import io.github.ocimaven.testing.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Maven with a local repository of the benchmark, in which this build's plugin is installed.
 * Everything else comes from the user's own repository, or, if missing there, from the user's
 * remote repositories; that happens before anything is timed.
 */
final class Maven {

  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>outer</id>
            <repositories>%1$s</repositories>
            <pluginRepositories>%2$s</pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>outer</activeProfile></activeProfiles>
      </settings>
      """;

  private static final String REPOSITORY =
      """
      <%1$s>
        <id>outer</id>
        <url>%2$s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
      </%1$s>
      """;

  private final Settings settings;
  private final Path folder;

  private Maven(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /** Whether Maven and the plugin exist. */
  static boolean isAvailable(Settings settings) {
    return Files.isExecutable(settings.maven()) && Files.exists(settings.plugin());
  }

  /** Installs the plugin into a repository below a folder. */
  static Maven install(Settings settings, Path folder) throws IOException {
    Path artifact =
        Folders.renew(
            folder
                .resolve("repository")
                .resolve(
                    Path.of("io", "github", "ocimaven", "oci-maven-plugin", settings.version())));
    String name = "oci-maven-plugin-" + settings.version();
    Files.copy(settings.plugin(), artifact.resolve(name + ".jar"));
    Files.copy(settings.pom(), artifact.resolve(name + ".pom"));
    String url = settings.repository().toUri().toString();
    Files.writeString(
        folder.resolve("settings.xml"),
        SETTINGS.formatted(
            REPOSITORY.formatted("repository", url),
            REPOSITORY.formatted("pluginRepository", url)));
    return new Maven(settings, folder);
  }

  /** The command to run in a folder. */
  TimedCommand command(Path directory, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                settings.maven().toString(),
                "-B",
                "-q",
                "-ntp",
                "-gs",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository")));
    command.addAll(arguments);
    return TimedCommand.of(directory, command)
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("MAVEN_OPTS", "");
  }

  /** The version of our plugin. */
  String version() {
    return settings.version();
  }

  /** The version of {@code jib-maven-plugin}. */
  String jibVersion() {
    return settings.jibVersion();
  }

  /**
   * The options of a JVM that trusts a registry, for libraries that can't be configured otherwise.
   */
  static List<String> trust(Destination destination) {
    return destination.network().isPlain()
        ? List.of()
        : List.of(
            "-Djavax.net.ssl.trustStore=" + destination.trustStore(),
            "-Djavax.net.ssl.trustStorePassword=" + TlsIdentity.PASSWORD);
  }
}
