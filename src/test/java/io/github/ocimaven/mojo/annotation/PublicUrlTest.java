package io.github.ocimaven.mojo.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.example/app",
        "https://acme.example/app?p=app.git;a=summary#readme",
        "https://acme.example/@acme/app?to=a@b",
        "https://[2001:db8::1]:8443/app?",
        "https://acme.example:8443/@acme/app",
        "ssh://git@acme.example:7999/app.git",
        "git@github.com:acme/app.git",
      })
  void keepsWhatIsNoSecret(String url) {
    assertThat(PublicUrl.of(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://bot:s3cret@acme.example/app, https://acme.example/app",
    "https://bot:s3cret[@acme.example/app, https://acme.example/app",
    "https://bot:s3/cret@acme.example/app, https://acme.example/app",
    "bot:s3cret@acme.example:app.git, acme.example:app.git",
    "//bot:s3cret@acme.example/app, //acme.example/app",
    "https://s3cret@acme.example/app, https://acme.example/app",
    "HTTPS://bot:s3cret%40@acme.example, HTTPS://acme.example",
    "https://bot:s3@cret@acme.example/app, https://acme.example/app",
    "https://bot:$1\\s3cret@acme.example/app, https://acme.example/app",
    "ssh://git:s3cret@acme.example/app, ssh://git@acme.example/app",
    "svn+ssh://s3@cret@acme.example/app, svn+ssh://acme.example/app",
    "https://acme.example/app?private_token=s3cret, https://acme.example/app",
    "https://acme.example/app?a=1&Access-Token=s3cret&b=2, https://acme.example/app?a=1&b=2",
    "https://acme.example/app?a=1&token=s3cret, https://acme.example/app?a=1",
    "https://acme.example/app?X-Amz-Signature=s3cret#top, https://acme.example/app#top",
    "https://acme.example/app#access_token=s3cret, https://acme.example/app",
    "https://acme.example/app?password=s3cret;x=y, https://acme.example/app?x=y",
  })
  void removesCredentials(String url, String expected) {
    assertThat(PublicUrl.of(url)).isEqualTo(expected).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "scm:git:https://acme.example/app.git, https://acme.example/app.git",
    "scm:git:https://bot:s3cret@acme.example/app.git, https://acme.example/app.git",
    "scm:git|ssh://git@acme.example/app.git, ssh://git@acme.example/app.git",
    "scm:git:git@github.com:acme/app.git, git@github.com:acme/app.git",
    "scm:svn:http://svn.acme.example/app/trunk, http://svn.acme.example/app/trunk",
    "https://acme.example/app.git, https://acme.example/app.git",
  })
  void findsTheUrlInAConnection(String connection, String expected) {
    assertThat(PublicUrl.ofConnection(connection)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "scm:git:file:///home/me/app.git",
        "scm:git:../app.git",
        "scm:cvs:pserver:me:s3cret@acme.example:/cvs:app",
        "scm:local|/home/me|app",
      })
  void findsNoneThatLeadsToNoOtherMachine(String connection) {
    assertThat(PublicUrl.ofConnection(connection)).isEmpty();
  }

  @Test
  void findsTheFirstOfSeveral() {
    assertThat(
            PublicUrl.ofConnection(
                "scm:git:[fetch=]https://a:s3cret@acme.example/app[push=]ssh://git@acme.example"))
        .hasValueSatisfying(url -> assertThat(url).isEqualTo("https://acme.example/app"));
  }
}
