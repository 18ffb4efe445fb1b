package io.github.ocimaven.testing.tool;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the commands of a CI file as a CI server would: with a shell, in the folder of an
 * integration test, with the variables that the server sets and without this machine's logins.
 * {@code mvn} is the Maven that runs the tests, and works in the tests' local repository.
 */
public final class CiShell {

  private static final String PATH = "PATH";
  private static final Pattern SERVERS = Pattern.compile("<servers>.*</servers>", Pattern.DOTALL);

  private final InvokerContext build;
  private final Map<String, String> variables = new LinkedHashMap<>();

  private CiShell(InvokerContext build) {
    this.build = build;
  }

  /**
   * Creates a shell.
   *
   * @param build the test
   * @param localRepository the repository with its artifacts; the scripts have a variable for it
   */
  public static CiShell of(InvokerContext build, File localRepository) throws IOException {
    CiShell shell = new CiShell(build);
    Path programs = Files.createDirectories(build.path("target/ci-bin"));
    Path settings = build.path("target/ci-settings.xml");
    Files.copy(
        build.path("../interpolated-settings.xml"), settings, StandardCopyOption.REPLACE_EXISTING);
    executable(
        programs.resolve("mvn"),
        """
        #!/bin/sh
        exec '%s' -gs '%s' '-Dmaven.repo.local=%s' $TEST_PROPERTIES "$@"
        """
            .formatted(
                Path.of(System.getProperty("maven.home"), "bin", "mvn"),
                settings,
                localRepository));
    Path own = build.path("bin");
    if (Files.isDirectory(own)) {
      try (var files = Files.list(own)) {
        for (Path file : files.toList()) {
          executable(file, Files.readString(file)); // Copying the test lost the permission.
        }
      }
    }
    Path home = Files.createDirectories(build.path("target/ci-home"));
    shell
        .variable(
            PATH,
            String.join(
                File.pathSeparator, own.toString(), programs.toString(), System.getenv(PATH)))
        .variable("HOME", home.toString())
        .variable("JAVA_HOME", System.getProperty("java.home"))
        .variable("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .variable("CI", "true");
    return shell;
  }

  /** Sets a property, without a space in it, of each Maven build to come. */
  public CiShell property(String name, String value) {
    variables.merge("TEST_PROPERTIES", "-D" + name + "=" + value, (all, one) -> all + " " + one);
    return this;
  }

  /** Sets a variable for the commands to come. */
  public CiShell variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Adds the servers of a settings.xml to those of the machine's Maven. */
  public CiShell servers(Path settings) throws IOException {
    Matcher servers = SERVERS.matcher(Files.readString(settings));
    if (!servers.find()) {
      throw new IllegalArgumentException(settings + " has no servers");
    }
    Path merged = build.path("target/ci-settings.xml");
    Files.writeString(
        merged, Files.readString(merged).replace("</settings>", servers.group() + "</settings>"));
    return this;
  }

  /** Routes the commands to come to registries, and makes them trust these. */
  public CiShell reach(NamedRegistries registries) throws IOException {
    Path certificate = registries.writeCertificate(build.path("target/ca.pem"));
    return variable("HTTPS_PROXY", registries.proxyUrl())
        .variable("SSL_CERT_FILE", certificate.toString());
  }

  /**
   * Runs commands, each of which must succeed; their output becomes part of the test's log.
   *
   * @param commands what {@code sh} reads
   * @param options of {@code sh}, such as {@code -e}
   */
  public void run(String commands, String... options) throws IOException, InterruptedException {
    Path log = build.path(InvokerContext.COMMANDS_LOG);
    Files.writeString(
        log, "$ " + commands + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    List<String> command = new ArrayList<>(List.of("sh"));
    command.addAll(List.of(options));
    command.addAll(List.of("-c", commands));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(build.path("").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process.environment().clear();
    process.environment().putAll(variables);
    Process running = process.start();
    running.getOutputStream().close();
    if (!running.waitFor(5, TimeUnit.MINUTES)) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      throw new AssertionError(commands + " did not end");
    }
    if (running.exitValue() != 0) {
      throw new AssertionError(commands + " exited with " + running.exitValue() + "; see " + log);
    }
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
