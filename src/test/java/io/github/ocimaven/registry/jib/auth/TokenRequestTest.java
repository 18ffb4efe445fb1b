package io.github.ocimaven.registry.jib.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.http.Challenge;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {

  private static final List<String> PUSH = List.of("repository:acme/app:pull,push");

  private static TokenRequest of(String realm, String scope) throws IOException {
    return TokenRequest.of(
        new Challenge("bearer", Map.of("realm", realm, "service", "a b", "scope", scope)),
        PUSH,
        new URL("https://registry.example.com/v2/"));
  }

  @Test
  void asksForWhatAPushTakesAndForPullOnTheSourceOfAMount() throws IOException {
    TokenRequest request =
        of(
            "https://auth.example.com/token",
            "repository:acme/app:pull registry:catalog:* repository:acme/base:pull"
                + " repository:other:pull,push");

    assertThat(request.url())
        .hasToString(
            "https://auth.example.com/token?service=a%20b&scope=repository:acme/app:pull,push"
                + "&scope=repository:acme/base:pull");
    assertThat(request.form("r"))
        .containsExactly(
            entry("grant_type", "refresh_token"),
            entry("client_id", "oci-maven-plugin"),
            entry("service", "a b"),
            entry("scope", "repository:acme/app:pull,push repository:acme/base:pull"),
            entry("refresh_token", "r"));
  }

  @Test
  void keepsTheRealmsQueryAndDropsItsUserAndFragment() throws IOException {
    assertThat(of("https://user:pw@auth.example.com:8443/t?a=%2B&b#f", "").url())
        .hasToString(
            "https://auth.example.com:8443/t?a=%2B&b&service=a%20b"
                + "&scope=repository:acme/app:pull,push");
  }

  @Test
  void doesNotGrowWithoutEnd() throws IOException {
    String scopes =
        IntStream.range(0, 1000)
            .mapToObj(i -> "repository:r" + i + ":pull")
            .collect(Collectors.joining(" "));

    assertThat(of("https://auth.example.com/token", scopes).scopes()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "ftp://h/", "https:///x", "https://h/%zz", "https://u:pw@h/ x"})
  void refusesARealmThatIsNoUrl(String realm) {
    assertThatThrownBy(() -> of(realm, ""))
        .isInstanceOf(NoToken.class)
        .hasMessageContaining("the registry does not name a valid token service")
        .message()
        .doesNotContain("pw");
  }

  @Test
  void refusesPlainHttpForASecureRegistry() {
    assertThatThrownBy(() -> of("http://auth.example.com/token", ""))
        .hasMessageContaining("would receive the credentials over plain HTTP");
  }
}
