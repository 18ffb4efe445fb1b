package io.github.ocimaven.daemon;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.plexus.classworlds.launcher.Launcher;

/** Calls Maven's command line twenty times in one JVM, as {@code bin/mvn} calls it once. */
public final class MavenLoop {

  private MavenLoop() {}

  /**
   * Builds twenty times.
   *
   * @param arguments the arguments of {@code mvn}
   */
  public static void main(String[] arguments) throws Exception {
    Launcher launcher = new Launcher();
    launcher.setSystemClassLoader(ClassLoader.getSystemClassLoader());
    try (InputStream configuration =
        Files.newInputStream(Path.of(System.getProperty("maven.home"), "bin", "m2.conf"))) {
      launcher.configure(configuration);
    }
    new TwentyBuilds(launcher.getWorld())
        .run(
            () -> {
              launcher.launch(arguments);
              return launcher.getExitCode() == 0;
            });
  }

  /**
   * Runs {@link #main} in a new JVM.
   *
   * @param directory the project's folder, where {@code loop.log} is written too
   * @param arguments the arguments of {@code mvn}
   * @return whether all builds succeeded and left nothing behind
   */
  public static boolean run(Path javaHome, Path mavenHome, Path directory, List<String> arguments)
      throws Exception {
    Path temporary = Files.createDirectories(directory.resolve("target/tmp"));
    Path ourselves =
        Path.of(MavenLoop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dmaven.home=" + mavenHome);
    command.add("-Dmaven.multiModuleProjectDirectory=" + directory);
    command.add("-classpath");
    command.add(classworlds(mavenHome) + File.pathSeparator + ourselves);
    command.add(MavenLoop.class.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("loop.log").toFile())
            .start();
    return process.waitFor() == 0;
  }

  private static Path classworlds(Path mavenHome) throws IOException {
    try (Stream<Path> files = Files.list(mavenHome.resolve("boot"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("plexus-classworlds.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
