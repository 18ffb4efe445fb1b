package io.github.ocimaven.registry.jib.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {

  @Test
  void readsParametersInAnyOrderAndQuoting() {
    assertThat(
            Challenge.parse(
                List.of(
                    "BEARER scope=\"repository:a/b:pull,push\" , Service=registry.example.com,"
                        + "realm=\"https://auth.example.com/to\\\"ken?a=b\"")))
        .singleElement()
        .satisfies(
            challenge -> {
              assertThat(challenge.isBearer()).isTrue();
              assertThat(challenge.parameters())
                  .containsOnly(
                      entry("scope", "repository:a/b:pull,push"),
                      entry("service", "registry.example.com"),
                      entry("realm", "https://auth.example.com/to\"ken?a=b"));
            });
  }

  @Test
  void readsSeveralChallengesOfOneHeaderAndOfSeveral() {
    assertThat(
            Challenge.parse(
                List.of("Negotiate, Basic realm=\"x, y\", Bearer realm=\"https://z/\"", "Digest")))
        .extracting(Challenge::scheme)
        .containsExactly("negotiate", "basic", "bearer", "digest");
  }

  @Test
  void readsPastWhatNegotiateSends() {
    assertThat(Challenge.parse(List.of("Negotiate YII/+w==, Bearer realm=\"https://z/\"")))
        .extracting(Challenge::scheme)
        .containsExactly("negotiate", "bearer");
  }

  @Test
  void readsAThousandParameters() {
    String header = "Bearer realm=\"https://z/\"" + ", p=\"v\"".repeat(1000) + ",x=y";

    assertThat(Challenge.parse(List.of(header)))
        .singleElement()
        .satisfies(
            challenge -> assertThat(challenge.parameters()).containsOnlyKeys("realm", "p", "x"));
  }

  @Test
  void readsALongParameterWithoutOverflowingTheStack() {
    String realm = "https://auth.example.com/" + "x".repeat(100_000);

    assertThat(Challenge.parse(List.of("Bearer realm=\"" + realm + "\"")))
        .singleElement()
        .satisfies(challenge -> assertThat(challenge.parameters()).containsValue(realm));
  }

  @Test
  @Timeout(30)
  void isNotKeptBusyByManyChallenges() {
    assertThat(Challenge.parse(Collections.nCopies(100, "a,".repeat(30_000)))).hasSize(3_000_000);
  }

  @Test
  void readsNothingOfNonsense() {
    assertThat(Challenge.parse(List.of("", "\"", "=,="))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Illegal character in path at index 9: http://h/a b?sig=x, "
        + "Illegal character in path at index 9: …",
    "no protocol: x?sig=y, no protocol: …",
    "Connect to h:5000 [h/127.0.0.1] failed: Connection refused, "
        + "Connect to h:5000 [h/127.0.0.1] failed: Connection refused",
  })
  void cutsMessagesOffBeforeAUrl(String message, String shown) {
    assertThat(LoggableUrl.cut(message)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/v2/a/blobs/uploads/1?_state=secret&digest=sha256:x, "
        + "https://h/v2/a/blobs/uploads/1?_state=…&digest=sha256:x",
    "https://user:pw@h:5000/v2/#f, https://h:5000/v2/",
    "https://s3/x?X-Amz-Signature=abc, https://s3/x?X-Amz-Signature=…",
  })
  void keepsSecretsOutOfLoggedUrls(String url, String logged) throws Exception {
    assertThat(LoggableUrl.withoutSecrets(new URL(url))).isEqualTo(logged);
  }
}
