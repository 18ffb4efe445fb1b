package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushInterruptedExceptionTest {

  private static List<String> list(@Nullable String tags) {
    return tags == null ? List.of() : Arrays.asList(tags.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "    |     | before any tag was moved",
        "    | a   | while a was being moved, which may have succeeded",
        "    | a b | while a, b were being moved, which may have succeeded",
        "a   |     | after this tag was moved: a",
        "a b |     | after these tags were moved: a, b",
        "a   | b   | while b was being moved, which may have succeeded; before that, this tag was"
            + " moved: a",
        "a b | c d | while c, d were being moved, which may have succeeded; before that, these tags"
            + " were moved: a, b",
      })
  void saysWhichTagsWereMovedAndWhichMayHaveBeen(
      @Nullable String moved, @Nullable String moving, String when) {
    assertThat(PushInterruptedException.after(list(moved), list(moving), null))
        .hasMessage("Cannot finish the push: it was interrupted " + when + "; run it again");
  }
}
