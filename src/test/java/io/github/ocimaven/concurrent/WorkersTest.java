package io.github.ocimaven.concurrent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void reportsTheFirstFailureWhateverFailsBecauseOfIt() {
    List<Integer> items = IntStream.range(0, 300).boxed().toList();
    for (int round = 0; round < 200; round++) {
      try (Workers workers = new Workers("test", 8)) {
        assertThatThrownBy(
                () ->
                    workers.forEach(
                        items,
                        item -> {
                          if (item == 20) {
                            throw new IllegalStateException("the reason");
                          }
                        }))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }
}
