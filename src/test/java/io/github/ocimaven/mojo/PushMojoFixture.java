package io.github.ocimaven.mojo;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.TestImages;
import io.github.ocimaven.testing.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A goal push, an image, and a registry to push it to; nobody is logged in anywhere. */
abstract class PushMojoFixture {

  @TempDir Path directory;

  @Inject Log log;
  @Inject MavenProject project;
  @Inject MavenSession session;

  EmbeddedRegistry registry;
  WrittenImage image;

  @BeforeEach
  void prepare() throws IOException {
    registry = EmbeddedRegistry.start();
    image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    project.setVersion("1.0-SNAPSHOT");
    project.getBuild().setDirectory(directory.toString());
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  static void set(PushMojo mojo, String parameter, Object value) throws Exception {
    MojoExtension.setVariableValueToObject(mojo, parameter, value);
  }

  void execute(PushMojo mojo) throws Exception {
    execute(mojo, new UserEnvironment(Map.of(), directory.resolve("home"), Optional.empty()));
  }

  void execute(PushMojo mojo, UserEnvironment user) throws Exception {
    set(mojo, "user", user);
    // The harness takes the POM away when it makes the mojo, so it is set here and not before.
    project.setFile(directory.resolve("pom.xml").toFile());
    mojo.execute();
  }

  void push(PushMojo mojo) throws Exception {
    set(mojo, "image", registry.hostAndPort() + "/acme/app");
    execute(mojo);
  }
}
