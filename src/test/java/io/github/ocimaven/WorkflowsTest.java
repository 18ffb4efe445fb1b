package io.github.ocimaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GitHub runs the same script as any other CI, with pinned actions and without privileges. */
class WorkflowsTest {

  private List<String> ci;

  @BeforeEach
  void readWorkflow() throws IOException {
    ci = Files.readAllLines(Path.of(".github/workflows/ci.yml"));
  }

  private Stream<String> lines(String start) {
    return ci.stream()
        .map(line -> line.replaceFirst("^ *(- )?", ""))
        .filter(l -> l.startsWith(start));
  }

  @Test
  void callsTheScriptThatEveryCiCalls() {
    assertThat(lines("run:")).singleElement().asString().endsWith(" bash .ci/run");
    assertThat(Path.of(".ci/run")).exists();
  }

  @Test
  void runsOnTheOldestJdkToo() {
    assertThat(lines("java:")).singleElement().asString().contains("17");
  }

  @Test
  void pinsEachActionByItsCommitAndSaysItsVersion() {
    assertThat(lines("uses:"))
        .isNotEmpty()
        .allMatch(line -> line.matches("uses: [\\w/-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
  }

  @Test
  void mayReadTheSourcesAndNothingElse() {
    assertThat(ci).containsSequence("permissions:", "  contents: read", "");
    assertThat(lines("permissions:")).hasSize(1);
    assertThat(ci).noneMatch(line -> line.contains("secrets."));
  }

  @Test
  void indentsBySpacesByTwo() {
    assertThat(ci).allMatch(line -> line.matches("(  )*([^ \\t].*)?"));
  }
}
