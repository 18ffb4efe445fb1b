package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.source.SourceNotFoundException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The topic of a failure, which is an anchor on the page Troubleshooting. */
class PushExceptionTest {

  @Test
  void isAboutWhatItsKindIsCalled() {
    assertThat(new SourceNotFoundException(List.of("target/oci")).topic())
        .isEqualTo("source-not-found");
  }

  @Test
  void isAboutWhyARegistryFailed() {
    assertThat(
            new RegistryException(
                    "push to ghcr.io/acme/app", Reason.NOT_A_REGISTRY, 0, "it is a web page", null)
                .topic())
        .isEqualTo("not-a-registry");
  }
}
