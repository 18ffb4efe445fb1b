package io.github.ocimaven.registry.jib;

import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EmbeddedRegistryContractTest extends RegistryContract {

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  @Override
  String registry() {
    return registry.hostAndPort();
  }

  @Override
  boolean listsReferrers() {
    return true;
  }
}
