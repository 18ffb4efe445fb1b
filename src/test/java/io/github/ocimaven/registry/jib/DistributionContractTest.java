package io.github.ocimaven.registry.jib;

import io.github.ocimaven.testing.tool.Distribution;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract with distribution 3. */
class DistributionContractTest extends RegistryContract {

  private static Distribution registry;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    RequiredTools.assume(Distribution.TOOL);
    registry = Distribution.start();
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
