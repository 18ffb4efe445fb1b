package io.github.ocimaven.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell and its child processes. */
@DisabledOnOs(OS.WINDOWS)
class ProgramTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;

  private static Program shell(String script) {
    return new Program("sh", "-c", script);
  }

  @Test
  void tellsHowItEndedAndWhatItWrote() throws Exception {
    Program.Result result = shell("echo grün; echo rot >&2; exit 3").run(LONG);

    assertThat(result).isEqualTo(new Program.Result(3, "grün\n", "rot\n"));
    assertThat(result).hasToString("exit code 3");
  }

  @Test
  void passesArgumentsOnAsTheyAre() throws Exception {
    assertThat(new Program("printf", "%s|", "a b", "*").run().output()).isEqualTo("a b|*|");
  }

  @Test
  void runsInAFolder() throws Exception {
    Path folder = directory.toRealPath();

    assertThat(new Program("pwd").in(folder).run(LONG).output().strip())
        .isEqualTo(folder.toString());
  }

  @Test
  void handsInAText() throws Exception {
    assertThat(new Program("cat").reading("grün").run(LONG).output()).isEqualTo("grün");
  }

  @Test
  void handsInNothingOtherwise() throws Exception {
    assertThat(new Program("cat").run(LONG)).isEqualTo(new Program.Result(0, "", ""));
  }

  @RepeatedTest(5)
  void doesNotMindThatItsTextIsNotRead() throws Exception {
    assertThat(shell("exit 2").reading("x".repeat(1_000_000)).run(LONG).exitCode()).isEqualTo(2);
  }

  @Test
  void readsWhileItHandsIn() throws Exception {
    String text = "x".repeat(Outlet.MAX_BYTES);
    String script = "head -c 300000 /dev/zero >&2; cat";

    Program.Result result = shell(script).reading(text).run(LONG);

    assertThat(result.output()).isEqualTo(text);
    assertThat(result.complaint()).hasSize(300_000);
  }

  @Test
  void keepsTheBeginningOfWhatIsTooLong() throws Exception {
    String script = "printf begin; head -c 2000000 /dev/zero; exit 4";

    Program.Result result = shell(script).run(LONG);

    assertThat(result.output()).hasSize(Outlet.MAX_BYTES).startsWith("begin");
    assertThat(result.exitCode()).isEqualTo(4);
  }

  @Test
  void hasItWriteIntoAFile() throws Exception {
    Path file = directory.resolve("output");

    Program.Result result =
        shell("head -c 3000000 /dev/zero; echo words >&2").writingTo(file).run();

    assertThat(file).hasSize(3_000_000);
    assertThat(result).isEqualTo(new Program.Result(0, "", "words\n"));
  }

  @Test
  void tellsAMissingProgramFromOneThatDoesNotStart() {
    assertThatThrownBy(() -> new Program("/no/such/program").run(LONG))
        .isInstanceOfSatisfying(
            ProgramStartException.class, e -> assertThat(e.isFileMissing()).isTrue())
        .hasMessageContaining("/no/such/program");
    assertThatThrownBy(() -> new Program(directory.toString()).run(LONG))
        .isInstanceOfSatisfying(
            ProgramStartException.class,
            e -> {
              assertThat(e.isFileMissing()).isFalse();
              assertThat(e.reason())
                  .contains("ermission denied")
                  .doesNotContain(directory.toString());
            });
  }

  @Test
  void stopsItWhenItsTimeIsUp() throws Exception {
    Path life = fifo();
    CompletableFuture<Void> over = CompletableFuture.runAsync(() -> readToItsEnd(life, () -> {}));

    assertThatThrownBy(() -> shell("sleep 600 > " + life + "; true").run(Duration.ofSeconds(1)))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("sh did not end within PT1S");
    over.get(1, TimeUnit.MINUTES);
  }

  @Test
  void stopsOneThatNeverStopsTalking() {
    assertThatThrownBy(() -> new Program("cat", "/dev/zero").run(Duration.ofMillis(300)))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void stopsItWhenTheThreadIsInterrupted() throws Exception {
    Path life = fifo();
    Thread running = Thread.currentThread();
    CompletableFuture<Void> over =
        CompletableFuture.runAsync(() -> readToItsEnd(life, running::interrupt));

    assertThatThrownBy(() -> shell("exec > " + life + "; echo up; exec sleep 600").run())
        .isInstanceOf(InterruptedException.class);
    over.get(1, TimeUnit.MINUTES);
  }

  @RepeatedTest(5)
  void doesNotWaitForAChildThatItLeavesBehind() throws Exception {
    Program.Result result = shell("sleep 600 & echo $!").run(LONG);

    ProcessHandle child = ProcessHandle.of(Long.parseLong(result.output().strip())).orElseThrow();
    assertThat(child.isAlive()).isTrue();
    assertThat(child.destroyForcibly()).isTrue();
  }

  /** Each process that writes to it keeps it open until it ends. */
  private Path fifo() throws IOException, InterruptedException {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  private static void readToItsEnd(Path fifo, Runnable once) {
    try (InputStream in = Files.newInputStream(fifo)) {
      once.run();
      in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
