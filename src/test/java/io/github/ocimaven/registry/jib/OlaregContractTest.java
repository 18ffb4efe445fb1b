package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.tool.Olareg;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract with olareg, including the features of distribution-spec 1.1. */
class OlaregContractTest extends RegistryContract {

  private static Olareg registry;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    RequiredTools.assume(Olareg.TOOL);
    registry = Olareg.start();
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
    return true;
  }

  @Test
  void listsAPushedReferrerWithItsSubject() throws Exception {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    push(target("acme/signed", "1.0"));
    WrittenImage signature =
        TestImages.layout(directory.resolve("oci"))
            .layer("signature")
            .subject(image)
            .refName("signature")
            .write();

    push(target("acme/signed", "signature"), "signature");

    JsonNode referrers =
        new JsonMapper().readTree(get("acme/signed/referrers/" + image.manifestDigest()).body());
    assertThat(referrers.at("/manifests/0/digest").textValue())
        .isEqualTo(signature.manifestDigest());
  }
}
