package io.github.ocimaven.mojo;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
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

/** The goal push, an image, and a registry to push it to, without any login. */
public abstract class PushMojoFixture {

  protected @TempDir Path directory;

  protected @Inject Log log;
  protected @Inject MavenProject project;
  protected @Inject MavenSession session;

  protected EmbeddedRegistry registry;
  protected WrittenImage image;

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

  protected static void set(PushMojo mojo, String parameter, Object value) throws Exception {
    MojoExtension.setVariableValueToObject(mojo, parameter, value);
  }

  protected void execute(PushMojo mojo) throws Exception {
    execute(mojo, new UserEnvironment(Map.of(), directory.resolve("home"), Optional.empty()));
  }

  protected void execute(PushMojo mojo, UserEnvironment user) throws Exception {
    set(mojo, "user", user);
    // The harness removes the POM when it creates the mojo, so the POM is set here and not before.
    project.setFile(directory.resolve("pom.xml").toFile());
    mojo.execute();
  }

  protected void push(PushMojo mojo) throws Exception {
    set(mojo, "image", registry.hostAndPort() + "/acme/app");
    execute(mojo);
  }
}
