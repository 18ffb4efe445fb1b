package io.github.ocimaven.registry.jib.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.NoHttpResponseException;
import org.apache.http.config.MessageConstraints;
import org.apache.http.impl.io.HttpTransportMetricsImpl;
import org.apache.http.impl.io.SessionInputBufferImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictResponseParserTest {

  private static final String WHOLE = "HTTP/1.1 202 Accepted\r\nLocation: /v2/up?state=1\r\n\r\n";

  private static HttpResponse parse(String text) throws IOException, HttpException {
    SessionInputBufferImpl buffer = new SessionInputBufferImpl(new HttpTransportMetricsImpl(), 256);
    buffer.bind(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    return new StrictResponseParser().create(buffer, MessageConstraints.DEFAULT).parse();
  }

  @Test
  void takesAWholeHead() throws Exception {
    HttpResponse answer = parse(WHOLE);

    assertThat(answer.getStatusLine().getStatusCode()).isEqualTo(202);
    assertThat(answer.getFirstHeader("Location").getValue()).isEqualTo("/v2/up?state=1");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 21, 23, 40, 48})
  void refusesAHeadThatBreaksOff(int length) {
    assertThatThrownBy(() -> parse(WHOLE.substring(0, length)))
        .isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void knowsThatThereWasNoAnswerAtAll() {
    assertThatThrownBy(() -> parse("")).isInstanceOf(NoHttpResponseException.class);
  }
}
