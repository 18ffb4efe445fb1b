package io.github.ocimaven.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

  private static int enter(Limit limit, Bottleneck bottleneck) {
    int entered = 0;
    while (entered < 1000 && limit.tryEnter(bottleneck)) {
      entered++;
    }
    return entered;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 4", "8, 4", "16, 4", "32, 8", "64, 16"})
  void hasFewLargeBlobsInFlight(int most, int large) {
    assertThat(enter(new Limit(most), Bottleneck.BANDWIDTH)).isEqualTo(large);
  }

  @Test
  void leavesRoomForSmallOnesBesideLargeOnes() {
    Limit limit = new Limit(16);

    assertThat(enter(limit, Bottleneck.BANDWIDTH)).isEqualTo(4);
    assertThat(enter(limit, Bottleneck.LATENCY)).isEqualTo(12);
  }

  @Test
  void computesWithTheProcessorsThereAre() {
    assertThat(enter(new Limit(1000), Bottleneck.PROCESSOR))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(enter(new Limit(1), Bottleneck.PROCESSOR)).isEqualTo(1);
  }

  @Test
  void hasRoomAgainWhenATaskHasEnded() {
    Limit limit = new Limit(1);
    assertThat(limit.tryEnter(Bottleneck.BANDWIDTH)).isTrue();
    assertThat(limit.tryEnter(Bottleneck.LATENCY)).isFalse();

    limit.leave(Bottleneck.BANDWIDTH);

    assertThat(limit.tryEnter(Bottleneck.LATENCY)).isTrue();
  }

  @Test
  void isRaisedAndNeverLowered() {
    Limit limit = new Limit(2);

    limit.raise(3);
    limit.raise(1);

    assertThat(enter(limit, Bottleneck.LATENCY)).isEqualTo(3);
  }

  @Test
  void allowsOneTaskAtLeast() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Limit(0));
  }
}
