package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Jib's goal, {@code jib:build}, which can't push an image as it is: it pushes a small project
 * without classes that has the image as its base. Unpacked files are not kept between pushes.
 */
final class JibGoalContestant implements Contestant {

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>bench</groupId>
        <artifactId>jib</artifactId>
        <version>1</version>
        <properties>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <build>
          <plugins>
            <plugin>
              <groupId>com.google.cloud.tools</groupId>
              <artifactId>jib-maven-plugin</artifactId>
              <version>%s</version>
              <configuration>
                <from><image>tar://${base}</image></from>
                <to><image>${target}</image></to>
                <container><mainClass>bench.Main</mainClass></container>
                <allowInsecureRegistries>${plain}</allowInsecureRegistries>
              </configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private final Maven maven;
  private boolean resolved;

  JibGoalContestant(Maven maven) {
    this.maven = maven;
  }

  @Override
  public String name() {
    return "mvn jib:build";
  }

  @Override
  public Role role() {
    return Role.JIB_GOAL;
  }

  @Override
  public boolean canDo(Work work) {
    return !work.isReactor() && (!work.areLayouts() || work.image().hasSaved());
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public void reset(Work work) throws IOException {
    Path project = Folders.renew(project(work));
    Files.writeString(project.resolve("pom.xml"), POM.formatted(maven.jibVersion()));
    Files.createDirectories(project.resolve("target").resolve("classes"));
  }

  @Override
  public Measurement push(Work work, Destination destination)
      throws IOException, InterruptedException {
    Path project = project(work);
    String goal = "com.google.cloud.tools:jib-maven-plugin:" + maven.jibVersion() + ":build";
    BenchImage image = work.image();
    List<String> arguments =
        List.of(
            goal,
            "-Dbase=" + (image.isLayout() ? image.saved() : image.path()),
            "-Dtarget=" + destination.reference(image.repository()),
            "-Dplain=" + destination.network().isPlain(),
            "-Djib.httpTimeout=120000",
            "-Djib.baseImageCache=" + project.resolve("base-cache"),
            "-Djib.applicationCache=" + project.resolve("application-cache"));
    if (!resolved) {
      // Downloads what Maven needs; the goal itself does nothing.
      maven.command(project, arguments).with("-Djib.skip=true").run();
      resolved = true;
    }
    return maven
        .command(project, arguments)
        .with("MAVEN_OPTS", String.join(" ", Maven.trust(destination)))
        .run()
        .measurement();
  }

  private static Path project(Work work) {
    return work.folder().resolve("jib-project");
  }
}
