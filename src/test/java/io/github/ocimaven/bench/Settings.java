package io.github.ocimaven.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What to measure, and the locations of files; the profile {@code bench} of the POM sets all of it
 * as system properties {@code bench.*}.
 *
 * @param directory for the report, and for everything else while it runs
 * @param only parts of the names of the cases to run; empty for all
 * @param contestants parts of the names of the contestants that take part; empty for all
 * @param rounds the number of pushes of each contestant per image
 * @param patience the time after which a contestant gets no more rounds of a case
 * @param networks the networks to measure on
 * @param http2 whether registries with TLS also speak HTTP/2
 * @param plugin the plugin, packed
 * @param pom its POM
 * @param version its version
 * @param maven the command {@code mvn}
 * @param repository the user's local repository, which is only read
 * @param jibVersion the version of {@code jib-maven-plugin} to compare with
 */
record Settings(
    Path directory,
    List<String> only,
    List<String> contestants,
    int rounds,
    Duration patience,
    List<Network> networks,
    boolean http2,
    Path plugin,
    Path pom,
    String version,
    Path maven,
    Path repository,
    String jibVersion) {

  static Settings read() {
    return new Settings(
        path("directory"),
        list("only"),
        list("contestants"),
        Integer.parseInt(property("rounds", "5")),
        Duration.ofSeconds(Integer.parseInt(property("patience", "45"))),
        Network.parse(property("network", "")),
        Boolean.parseBoolean(property("http2", "false")),
        path("plugin"),
        path("pom"),
        property("version", ""),
        path("maven"),
        path("repository"),
        property("jibVersion", ""));
  }

  /** Whether a case is to be run. */
  boolean wants(String caseName) {
    return only.isEmpty() || only.stream().anyMatch(caseName::contains);
  }

  /** Whether a contestant takes part. */
  boolean invites(String contestant) {
    return contestants.isEmpty() || contestants.stream().anyMatch(contestant::contains);
  }

  /** Parts of names, separated by commas. */
  private static List<String> list(String name) {
    return Arrays.stream(property(name, "").split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Path path(String name) {
    return Path.of(property(name, "target/bench-" + name)).toAbsolutePath().normalize();
  }

  private static String property(String name, String otherwise) {
    String value = System.getProperty("bench." + name, "");
    return value.isBlank() ? otherwise : value.strip();
  }
}
