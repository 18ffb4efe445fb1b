package io.github.ocimaven.mojo.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.mojo.parameter.SkipRule;
import io.github.ocimaven.text.Units;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MIB = 1024 * 1024;

  private final Transfer transfer = transfer("r/a:1", 4, 100 * MIB);

  private static Transfer transfer(String name, int blobs, long bytes) {
    Transfer transfer = new Transfer(name, 0);
    transfer.lacks(blobs, bytes);
    return transfer;
  }

  @Test
  void describesBlobsBytesRateAndTimeLeft() {
    transfer.sent(25 * MIB);
    transfer.blobDone();

    assertThat(transfer.describe(5 * SECOND))
        .isEqualTo("1 of 4 blobs, 25.0 MiB of 100.0 MiB, 5.0 MiB/s, 15 s left");
    assertThat(transfer.percent()).isEqualTo(25);
  }

  @Test
  void namesNoRateBeforeThereIsOne() {
    assertThat(transfer.describe(0)).isEqualTo("0 of 4 blobs, 0 B of 100.0 MiB");
  }

  @Test
  void takesBackWhatIsSentAgain() {
    transfer.sent(50 * MIB);
    transfer.sent(-50 * MIB);

    assertThat(transfer.percent()).isZero();
  }

  @Test
  void logsAtMostALineEveryFiveSecondsAndNoneForAShortPush() {
    List<String> lines = new ArrayList<>();
    var display = new ProgressDisplay.LogLines(lines::add, 0);

    transfer.sent(50 * MIB);
    display.update(transfer, 4 * SECOND, false);
    display.update(transfer, 4 * SECOND, true);
    assertThat(lines).isEmpty();

    display.update(transfer, 6 * SECOND, false);
    transfer.sent(20 * MIB);
    display.update(transfer, 8 * SECOND, false);
    assertThat(lines).hasSize(1);

    display.update(transfer, 11 * SECOND, false);
    assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("Pushing to r/a:1: 0 of 4"));
  }

  @Test
  void logsASlowPushEveryThirtySeconds() {
    List<String> lines = new ArrayList<>();
    var display = new ProgressDisplay.LogLines(lines::add, 0);

    for (int second = 1; second <= 95; second++) {
      transfer.sent(1000);
      display.update(transfer, second * SECOND, false);
    }

    assertThat(lines).hasSize(3);
  }

  @Test
  void redrawsOneLineAndWipesItAtTheEnd() {
    StringWriter terminal = new StringWriter();
    var display = new ProgressDisplay.LiveLine(new PrintWriter(terminal), 0);

    transfer.sent(MIB);
    display.update(transfer, SECOND / 20, false);
    assertThat(terminal.toString()).isEmpty();

    transfer.sent(MIB);
    display.update(transfer, 2 * SECOND, false);
    String first = terminal.toString();
    assertThat(first)
        .isEqualTo("\r0 of 4 blobs, 2.0 MiB of 100.0 MiB, 1.0 MiB/s, 1 min 38 s left, to r/a:1");

    display.update(transfer, 3 * SECOND, true);
    assertThat(terminal.toString().substring(first.length()))
        .isEqualTo("\r" + " ".repeat(first.length() - 1) + "\r");
  }

  @Test
  void guessesNothingInTheFirstSeconds() {
    transfer.sent(MIB);

    assertThat(transfer.describe(SECOND)).isEqualTo("0 of 4 blobs, 1.0 MiB of 100.0 MiB");
    assertThat(transfer.describe(2 * SECOND)).contains("/s, ", " left");
  }

  @Test
  void keepsTheLiveLineWithinATerminal() {
    StringWriter terminal = new StringWriter();
    var display = new ProgressDisplay.LiveLine(new PrintWriter(terminal), 0);

    display.update(transfer("r/" + "a".repeat(200), 1, MIB), SECOND, false);

    assertThat(terminal.toString()).hasSize(80).startsWith("\r0 of 1 blob");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1536, 1.5 KiB",
    "67108864, 64.0 MiB",
    "5368709120, 5.0 GiB",
    "1125899906842624, 1024.0 TiB",
  })
  void countsInBinaryUnits(long bytes, String text) {
    assertThat(Units.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"420, 0.4 s", "12345, 12 s", "200000, 3 min 20 s", "3900000, 1 h 5 min"})
  void saysHowLong(long millis, String text) {
    assertThat(Units.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "TRUE, true, true",
    "FALSE, false, false",
    "RELEASES, true, false",
    "SNAPSHOTS, false, true",
  })
  void skipsReleasesOrSnapshots(SkipRule rule, boolean release, boolean snapshot) {
    assertThat(rule.applies(false)).isEqualTo(release);
    assertThat(rule.applies(true)).isEqualTo(snapshot);
  }
}
