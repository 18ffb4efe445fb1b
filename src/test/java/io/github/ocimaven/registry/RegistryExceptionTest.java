package io.github.ocimaven.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryExceptionTest {

  @Test
  void saysWhatWasAddedOnce() {
    IllegalStateException cause = new IllegalStateException();
    Digest lacking = Digest.sha256(new byte[0]);
    Transience overloaded = new Transience(Kind.OVERLOADED, "503");
    RegistryException failure =
        new RegistryException(
            "ask", Reason.REFUSED, 503, "busy", overloaded, Set.of(lacking), cause);

    RegistryException more = failure.adding("gave up").adding("1 tag moved").adding("gave up");

    assertThat(more).isSameAs(failure).hasMessage("Cannot ask: busy; gave up; 1 tag moved");
    assertThat(more).hasCause(cause);
    assertThat(more.lacking()).containsExactly(lacking);
    assertThat(more.transience()).contains(overloaded);
    assertThat(more.status()).isEqualTo(503);
  }
}
