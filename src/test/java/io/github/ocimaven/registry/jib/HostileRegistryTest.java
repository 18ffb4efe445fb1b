package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries, and servers in front of them, whose responses violate the protocol. */
class HostileRegistryTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  @TempDir Path directory;

  @BeforeEach
  void writeImage() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  private void push(String registry, boolean insecure) {
    push(registry, Connections.as(CI).insecure(insecure));
  }

  private void push(String registry, Connections connections) {
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    new Pusher(connections.open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  private static Interceptor upload(Answer answer) {
    return Interceptor.on("POST", "/blobs/uploads/", answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo://x", "http:x", "://", "http://[", ""})
  void explainsALocationThatIsNone(String location) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(upload(Answer.status(202).withHeader("Location", location)));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("Cannot upload blob sha256:");
      assertThat(registry.tags("acme/app")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"errors\":[null]}", "{\"errors\":7}", "{", "\u0000"})
  void explainsAnErrorThatIsNoError(String body) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(upload(Answer.json(404, body)));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("Cannot upload blob sha256:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1/%zz", "nonsense", "", "ftp://127.0.0.1/"})
  void explainsATokenServiceThatIsNone(String realm) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on(
              "*",
              "acme/app",
              Answer.status(401).withHeader("WWW-Authenticate", "Bearer realm=\"" + realm + "\"")));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("Cannot look for the tag 1.0 in ");
    }
  }

  @Test
  void saysWhyTheTokenServiceCannotBeReached() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on(
              "*",
              "acme/app",
              Answer.status(401)
                  .withHeader("WWW-Authenticate", "Bearer realm=\"https://auth.invalid/t\"")));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .hasMessageContainingAll("the token service https://auth.invalid/t", "UnknownHost");
    }
  }

  static Stream<Arguments> echoes() {
    return Stream.of(false, true)
        .flatMap(
            tokens ->
                Stream.of(400, 401, 403, 404, 500).map(status -> Arguments.of(tokens, status)));
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void repeatsNothingThatItWasSentInConfidence(boolean tokens, int status) throws IOException {
    var builder = EmbeddedRegistry.builder();
    try (EmbeddedRegistry registry =
        (tokens ? builder.bearerAuth("ci", "s3cret") : builder.basicAuth("ci", "s3cret")).start()) {
      registry.intercept(
          request ->
              request
                  .header("Authorization")
                  .filter(sent -> request.method().equals("POST"))
                  .map(sent -> Answer.error(status, "BROKEN", "not s3cret, not " + sent + ", no")));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("BROKEN, not …, not ")
          .message()
          .doesNotContain(
              registry.requests().stream()
                  .flatMap(request -> request.header("Authorization").stream())
                  .map(sent -> sent.split(" ", -1)[1])
                  .toList());
    }
  }

  @Test
  void takesALoginInFrontOfARegistryForOne() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.always(
              Answer.html(401, "<html>401 Authorization Required</html>")
                  .withHeader("WWW-Authenticate", "Basic realm=\"x\"")));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED));
    }
  }

  @Test
  void followsNoRedirectFromTlsToPlainHttp() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(certificates).start();
        EmbeddedRegistry plain = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on("PUT", "/blobs/", Answer.redirect(307, plain.url() + "/v2/x")));

      assertThatThrownBy(() -> push(registry.localhost(), true))
          .hasMessageContaining("X-Forwarded-Proto");
      assertThat(plain.requests()).isEmpty();
    }
  }

  @Test
  void keepsSignedUrlsOutOfStackTraces() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(Interceptor.on("PUT", "/blobs/", Answer.status(500)));

      RegistryException failure =
          catchThrowableOfType(RegistryException.class, () -> push(registry.hostAndPort(), false));

      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).contains("500").doesNotContain("_state", "s3cret");
    }
  }

  static Stream<Arguments> malformedUrls() {
    return Stream.of(
            "https:///x?sig=s1gnature",
            "http://127.0.0.1:1/a|b?sig=s1gnature",
            "http://127.0.0.1:1/a b?sig=s1gnature",
            "http://127.0.0.1:1/%zz?sig=s1gnature",
            "http://us er:s1gnature@127.0.0.1:1/a",
            "http://127.0.0.1:1/a#s1gnature^",
            "http://%zz/?sig=s1gnature",
            "?sig=s1gnature|")
        .flatMap(url -> Stream.of("POST", "PUT").map(method -> Arguments.of(method, url)));
  }

  @ParameterizedTest
  @MethodSource("malformedUrls")
  void showsNoSecretOfAUrlThatIsMalformed(String method, String url) throws IOException {
    List<String> wireLog = new CopyOnWriteArrayList<>();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      Answer answer =
          method.equals("POST")
              ? Answer.status(202).withHeader("Location", url)
              : Answer.redirect(307, url);
      registry.intercept(Interceptor.on(method, "/blobs/uploads/", answer));

      RegistryException failure =
          catchThrowableOfType(
              RegistryException.class,
              () -> push(registry.hostAndPort(), Connections.as(CI).wireLog(wireLog::add)));

      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString())
          .contains("Cannot upload blob sha256:")
          .doesNotContain("s1gnature");
      assertThat(wireLog).isNotEmpty().noneMatch(line -> line.contains("s1gnature"));
    }
  }

  @Test
  void directsNoTerminal() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(upload(Answer.error(400, "UNSUPPORTED", "a\u009b31mb\u202ec\u2028d")));

      assertThatThrownBy(() -> push(registry.hostAndPort(), false))
          .hasMessageContaining("UNSUPPORTED, a�31mb�c�d");
    }
  }

  @Test
  void asksForNoCompressionWhichWouldEscapeTheLimitOfAnAnswer() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry.hostAndPort(), false);

      assertThat(registry.requests())
          .allSatisfy(request -> assertThat(request.header("Accept-Encoding")).isEmpty());
    }
  }
}
