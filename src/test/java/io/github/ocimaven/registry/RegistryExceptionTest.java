package io.github.ocimaven.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryExceptionTest {

  @Test
  void losesNothingWhereMoreIsSaid() {
    IllegalStateException cause = new IllegalStateException();
    IllegalStateException another = new IllegalStateException();
    RegistryException failure = new RegistryException("ask", Reason.REFUSED, 503, "busy", cause);
    failure.addSuppressed(another);
    Digest lacking = Digest.sha256(new byte[0]);

    RegistryException more =
        failure
            .withTransience(new Transience(Kind.OVERLOADED, "503"))
            .withLacking(Set.of(lacking))
            .adding("gave up");

    assertThat(more).hasMessage("Cannot ask: busy; gave up").hasCause(cause);
    assertThat(more.getSuppressed()).containsExactly(another);
    assertThat(more.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(more.lacking()).containsExactly(lacking);
    assertThat(more.transience()).isPresent();
    assertThat(more.status()).isEqualTo(503);
  }
}
