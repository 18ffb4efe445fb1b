package io.github.ocimaven.registry.jib.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedRangeTest {

  @ParameterizedTest
  @CsvSource({
    "0-0, 0",
    "0--1, 0",
    "bytes=0-0, 0",
    "0-1, 2",
    "0-99, 100",
    "bytes=0-99, 100",
    "0-104857599, 104857600"
  })
  void tellsHowManyBytesHaveArrived(String range, long bytes) {
    assertThat(ReceivedRange.bytes(List.of(range))).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0-", "-1", "0--2", "5-9", "99", "0-99/100", "0-9999999999999999999"})
  void tellsNothingWhereItIsNoBeginning(String range) {
    assertThat(ReceivedRange.bytes(List.of(range))).isEmpty();
  }

  @Test
  void tellsNothingWhereThereIsNoneOrMoreThanOne() {
    assertThat(ReceivedRange.bytes(List.of())).isEmpty();
    assertThat(ReceivedRange.bytes(List.of("0-9", "0-99"))).isEmpty();
  }
}
