package io.github.ocimaven.registry.credentials;

import static io.github.ocimaven.registry.credentials.Searcher.SECRET;
import static io.github.ocimaven.registry.credentials.Searcher.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the search, and the first places in it. */
class CredentialChainTest {

  private static final Target TARGET = new Target("ghcr.io", "acme/app", List.of("1.0"));
  private static final String VARIABLES = "the environment variables OCI_USERNAME and OCI_PASSWORD";

  @TempDir Path home;
  private Searcher searcher;

  @BeforeEach
  void start() {
    searcher = new Searcher(home);
  }

  private Credentials find(CredentialSource... sources) {
    return searcher.find(List.of(sources), "ghcr.io", "acme/app");
  }

  private Credentials findVariables() {
    return find(new EnvironmentVariables(searcher.user()));
  }

  private static CredentialSource none(String place) {
    return (target, listener) -> {
      listener.tried(target, place, "none");
      return Optional.empty();
    };
  }

  private static CredentialSource some(String username) {
    return (target, listener) -> Optional.of(login(username, username));
  }

  @Test
  void takesTheFirstThatHasSome() {
    CredentialSource unasked =
        (target, listener) -> {
          throw new AssertionError("asked though there are credentials");
        };

    assertThat(find(none("a"), some("b"), unasked)).isEqualTo(login("b", "b"));
  }

  @Test
  void saysWhereItHasSearchedInVain() {
    CredentialSource elsewhere = (target, listener) -> Optional.empty();

    assertThat(find(none("a"), elsewhere, none("b")))
        .isEqualTo(new Credentials.Anonymous(List.of("a", "b")));
    assertThat(searcher.tried).containsExactly("a: none", "b: none");
  }

  @Test
  void tellsWhatItHasChosen() {
    List<String> heard = new ArrayList<>();
    CredentialListener listener =
        new CredentialListener() {
          @Override
          public void chosen(Target target, Credentials credentials) {
            heard.add(target + ": " + credentials);
          }
        };

    new CredentialChain(List.of(some("ci")), listener).find(TARGET);
    new CredentialChain(List.of(), CredentialListener.NONE).find(TARGET);

    assertThat(heard).containsExactly("ghcr.io/acme/app:1.0: credentials from ci");
  }

  @Test
  void readsTheEnvironmentVariables() {
    searcher.set("OCI_USERNAME", "ci").set("OCI_PASSWORD", SECRET);

    assertThat(findVariables()).isEqualTo(login("ci", VARIABLES));
  }

  @Test
  void takesEmptyVariablesForNone() {
    searcher.set("OCI_USERNAME", "").set("OCI_PASSWORD", "");

    assertThat(findVariables()).isEqualTo(new Credentials.Anonymous(List.of(VARIABLES)));
  }

  @ParameterizedTest
  @CsvSource({"OCI_USERNAME, OCI_PASSWORD", "OCI_PASSWORD, OCI_USERNAME"})
  void wantsBothVariables(String given, String missing) {
    searcher.set(given, SECRET).set(missing, "");

    assertThatThrownBy(this::findVariables)
        .isInstanceOf(CredentialException.class)
        .hasMessage(
            "Cannot find credentials for ghcr.io/acme/app: the environment variable "
                + given
                + " is set, but "
                + missing
                + " is not, or is empty; set both or neither; a CI server may withhold its secrets"
                + " from some builds");
  }

  @Test
  void tellsNoVariable() {
    searcher.set("OCI_USERNAME", "ci").set("OCI_PASSWORD", SECRET);
    UserEnvironment user = searcher.user();

    List<Object> holders =
        List.of(user, new EnvironmentVariables(user), AuthFiles.sources(user, searcher::ask));
    assertThat(holders.toString()).doesNotContain(SECRET);
    assertThat(findVariables().toString()).doesNotContain(SECRET);
  }

  @Test
  void knowsItsOwnEnvironment() {
    UserEnvironment user = UserEnvironment.current();

    assertThat(user.home()).isAbsolute();
    assertThat(user.variable("PATH")).isPresent();
  }

  @Test
  void namesFilesInFullWhereTheHomeIsTheRoot() {
    Path root = Path.of("/").toAbsolutePath();
    UserEnvironment user = new UserEnvironment(Map.of(), root, Optional.empty());

    assertThat(user.display(root.resolve("run/auth.json")))
        .isEqualTo(root.resolve("run/auth.json").toString());
  }
}
