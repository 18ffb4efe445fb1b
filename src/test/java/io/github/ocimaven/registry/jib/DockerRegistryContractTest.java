package io.github.ocimaven.registry.jib;

import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract with Debian's docker-registry, which is distribution 2.8. */
class DockerRegistryContractTest extends RegistryContract {

  private static DockerRegistry registry;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    RequiredTools.assume(DockerRegistry.TOOL);
    registry = DockerRegistry.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (registry != null) {
      registry.close();
    }
  }

  @Override
  String registry() {
    return registry.hostAndPort();
  }

  @Override
  boolean listsReferrers() {
    return false;
  }
}
