package io.github.ocimaven.mojo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.CredentialException;
import io.github.ocimaven.registry.credentials.CredentialListener;
import java.util.List;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server of settings.xml a destination uses, and errors in its entry. */
class ServerCredentialsTest {

  private static final Target TARGET =
      new Target("reg.example:5000", "acme/team/app", List.of("1"));

  private final Settings settings = new Settings();
  private final SettingsDecrypter decrypter = mock();
  private final SettingsDecryptionResult decrypted = mock();

  @BeforeEach
  void decryptNothing() {
    when(decrypter.decrypt(any()))
        .thenAnswer(
            call -> {
              SettingsDecryptionRequest request = call.getArgument(0);
              when(decrypted.getServer()).thenReturn(request.getServers().get(0));
              return decrypted;
            });
  }

  private void server(String id, String username, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(username);
    server.setPassword(password);
    settings.addServer(server);
  }

  private ServerCredentials source(@Nullable String serverId) {
    return new ServerCredentials(settings, new SettingsPasswords(decrypter, "3.8.7"), serverId);
  }

  private String found(String serverId) {
    return source(serverId)
        .find(TARGET, CredentialListener.NONE)
        .map(credentials -> ((Credentials.Login) credentials).username())
        .orElse("nobody");
  }

  @ParameterizedTest
  @CsvSource({
    "reg.example:5000/acme/team/app",
    "reg.example:5000/acme/team",
    "reg.example:5000/acme",
    "reg.example:5000",
    "reg.example",
  })
  void knowsTheRepositoryItsParentsTheRegistryAndItsHost(String id) {
    server("reg.example:5000/acme/te", "other", "secret");
    server("example", "other", "secret");
    assertThat(found("")).isEqualTo("nobody");

    server(id, "ci", "secret");

    assertThat(found("")).isEqualTo("ci");
  }

  @Test
  void prefersTheMoreSpecificOne() {
    server("reg.example", "host", "secret");
    server("reg.example:5000", "registry", "secret");
    assertThat(found("")).isEqualTo("registry");

    server("reg.example:5000/acme", "team", "secret");
    assertThat(found("")).isEqualTo("team");
  }

  @Test
  void passesOverAServerWithoutPasswordThatIsForSomethingElse() {
    server("reg.example:5000", null, null);
    server("reg.example", "ci", "secret");

    assertThat(found("")).isEqualTo("ci");
  }

  @Test
  void takesTheServerOfTheParameterAndNoOther() {
    server("reg.example:5000", "registry", "secret");
    server("company", "company", "secret");

    assertThat(found(" company ")).isEqualTo("company");
    assertThatThrownBy(() -> found("absent"))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("settings.xml has no <server> 'absent'")
        .hasMessageContaining("serverId");
  }

  @ParameterizedTest
  @CsvSource({
    "ci, , a username but no password",
    ", secret, a password but no username",
  })
  void refusesHalfALogin(String username, String password, String words) {
    server("reg.example", username, password);

    assertThatThrownBy(() -> found(""))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("secret");
  }

  @Test
  void namesTheServerAsTheOrigin() {
    server("reg.example", "ci", "secret");

    assertThat(source(null).find(TARGET, CredentialListener.NONE))
        .contains(new Credentials.Login("ci", "secret", "<server> 'reg.example' in settings.xml"));
  }

  @Test
  void doesNotMindAWarningOfTheDecrypter() {
    server("reg.example", "ci", "secret");
    SettingsProblem problem = mock();
    when(problem.getSeverity()).thenReturn(SettingsProblem.Severity.WARNING);
    when(decrypted.getProblems()).thenReturn(List.of(problem));

    assertThat(found("")).isEqualTo("ci");
  }

  @Test
  void refusesAPasswordThatCannotBeDecrypted() {
    server("reg.example", "ci", "{c2VjcmV0}");
    SettingsProblem problem = mock();
    when(decrypted.getProblems()).thenReturn(List.of(problem));

    assertThatThrownBy(() -> found(""))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(
            "<server> 'reg.example' in settings.xml can't be used: its password can't be decrypted")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io", "registry-1.docker.io", "registry.hub.docker.com"})
  void knowsDockerHubByItsNames(String id) {
    server(id, "ci", "secret");
    Target hub = new Target("docker.io", "acme/app", List.of("1"));

    assertThat(source(null).find(hub, CredentialListener.NONE)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"${env.USER_NOT_SET}, pa55", "ci, ${env.TOKEN_NOT_SET}"})
  void namesAnExpressionWithoutAValue(String username, String password) {
    server("reg.example", username, password);

    assertThatThrownBy(() -> found(""))
        .isInstanceOf(CredentialException.class)
        .hasMessageContainingAll("is ${env.", "_NOT_SET}, which has no value; set it where")
        .hasMessageNotContaining("pa55");
  }

  @Test
  void takesWhatMaven4HasDecryptedAsItIs() {
    server("reg.example", "ci", "pa{ss}word");
    SettingsProblem problem = mock();
    when(decrypted.getProblems()).thenReturn(List.of(problem));
    var passwords = new SettingsPasswords(decrypter, "4.0.0");

    assertThat(
            new ServerCredentials(settings, passwords, null).find(TARGET, CredentialListener.NONE))
        .contains(
            new Credentials.Login("ci", "pa{ss}word", "<server> 'reg.example' in settings.xml"));
  }
}
