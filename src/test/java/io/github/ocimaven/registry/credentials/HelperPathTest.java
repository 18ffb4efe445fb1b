package io.github.ocimaven.registry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.UserEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file is found for a helper's name. */
class HelperPathTest {

  private static final String PASS = "docker-credential-pass";

  @TempDir Path directory;

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private Path executable(String name) throws IOException {
    Path file = file(name);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private String folders(String separator, String... names) {
    return String.join(
        separator, Stream.of(names).map(name -> directory.resolve(name).toString()).toList());
  }

  @Test
  void takesTheFirstFolderThatHasIt() throws Exception {
    executable("c/" + PASS);
    Path first = executable("b/" + PASS);

    assertThat(new HelperPath(folders(":", "a", "b", "c"), ":", List.of("")).find(PASS))
        .isEqualTo(first);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void passesByWhatIsNotExecutable() throws Exception {
    file("a/" + PASS);
    Files.createDirectories(directory.resolve("b").resolve(PASS));
    Path executable = executable("c/" + PASS);

    assertThat(new HelperPath(folders(":", "a", "b", "c"), ":", List.of("")).find(PASS))
        .isEqualTo(executable);
  }

  @Test
  void findsTheFilesOfWindows() throws Exception {
    executable("a/" + PASS);
    Path script = executable("a/" + PASS + ".cmd");
    HelperPath path =
        new HelperPath("\"" + folders(";", "a", "b") + "\"", ";", List.of(".exe", ".cmd"));

    assertThat(path.find(PASS)).isEqualTo(script);
    Path program = executable("a/" + PASS + ".exe");
    assertThat(path.find(PASS)).isEqualTo(program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "Path"})
  void readsTheVariableAsAnySystemCallsIt(String variable) throws Exception {
    String name = File.pathSeparatorChar == ';' ? PASS + ".exe" : PASS;
    Path program = executable("bin/" + name);
    var user =
        new UserEnvironment(
            Map.of(variable, folders(File.pathSeparator, "none", "bin")),
            directory,
            Optional.empty());

    assertThat(HelperPath.of(user).find(PASS)).isEqualTo(program);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void takesARelativeFolder() throws Exception {
    Path program = executable("bin/" + PASS);
    Path relative = Path.of("").toAbsolutePath().relativize(program);

    assertThat(new HelperPath(relative.getParent().toString(), ":", List.of("")).find(PASS))
        .isEqualTo(relative);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "src:", "\0"})
  void takesNothingFromTheCurrentFolder(String path) {
    assertThatThrownBy(() -> new HelperPath(path, ":", List.of("")).find("pom.xml"))
        .isInstanceOf(HelperException.class)
        .hasMessage("is not on the PATH");
  }
}
