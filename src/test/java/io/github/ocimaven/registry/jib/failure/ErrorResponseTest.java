package io.github.ocimaven.registry.jib.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ErrorResponseTest {

  private static ErrorResponse read(MockLowLevelHttpResponse response) throws IOException {
    HttpResponse received =
        new MockHttpTransport.Builder()
            .setLowLevelHttpResponse(response)
            .build()
            .createRequestFactory()
            .buildGetRequest(new GenericUrl("https://registry.example.com/v2/"))
            .setThrowExceptionOnExecuteError(false)
            .execute();
    return ErrorResponse.read(received, UnaryOperator.identity());
  }

  @Test
  void keepsWhatTheRegistrySaid() throws IOException {
    ErrorResponse response =
        read(
            new MockLowLevelHttpResponse()
                .setStatusCode(403)
                .setContentType("application/json")
                .addHeader("Retry-After", "7")
                .addHeader("WWW-Authenticate", "Basic realm=\"x\"")
                .setContent(
                    "{\"errors\": [{\"code\": \"DENIED\", \"message\": \"not yours\","
                        + " \"detail\": \"ask acme\"}]}"));

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.codes()).containsExactly("DENIED");
    assertThat(response.said()).isEqualTo(": DENIED, not yours (ask acme)");
    assertThat(response.retryAfter()).isEqualTo("7");
    assertThat(response.challenges()).containsExactly("Basic realm=\"x\"");
    assertThat(response.isWebPage()).isFalse();
  }

  /** Google's own exception would print a stack trace. */
  @Test
  void saysNothingOfABodyThatCannotBeDecoded() throws IOException {
    PrintStream standardError = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    ErrorResponse response;
    try {
      response =
          read(
              new MockLowLevelHttpResponse()
                  .setStatusCode(403)
                  .setContentType("text/plain; charset=unknown-8bit")
                  .setContent("denied"));
    } finally {
      System.setErr(standardError);
    }

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.said()).isEmpty();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
