package io.github.ocimaven.registry.jib.connection;

import java.io.IOException;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Reads an answer's body at once, so that the connection goes back to the pool. Otherwise jib's
 * {@code Response.close()} aborts the request, and the connection is lost.
 */
final class BufferingExecutor extends HttpRequestExecutor {

  /** More than any manifest or error has; what is longer is cut, for it is no registry's answer. */
  private static final int MAX_RESPONSE_BYTES = 4 * 1024 * 1024 + 1;

  /** It came before the connection broke, and waits to be read. */
  private static final int EARLY_ANSWER_MILLIS = 1000;

  private static final String WAS_IDLE = BufferingExecutor.class.getName() + ".wasIdle";

  private final InFlight inFlight;
  private final boolean streams;

  /**
   * Reads at once what comes.
   *
   * @param inFlight ends requests that hang
   * @param streams whether the body of a success is left on its connection all the same
   */
  BufferingExecutor(InFlight inFlight, boolean streams) {
    this.inFlight = inFlight;
    this.streams = streams;
  }

  /** Tells whether the last request went through a connection that had been used before. */
  static boolean wasIdle(HttpContext context) {
    return Boolean.TRUE.equals(context.getAttribute(WAS_IDLE));
  }

  @Override
  public HttpResponse execute(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    context.setAttribute(WAS_IDLE, connection.getMetrics().getRequestCount() > 0);
    return super.execute(request, connection, context);
  }

  @Override
  protected HttpResponse doSendRequest(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (!(request instanceof HttpEntityEnclosingRequest)) {
      return super.doSendRequest(request, connection, context);
    }
    try {
      return inFlight.watch(connection, () -> super.doSendRequest(request, connection, context));
    } catch (IOException e) {
      return earlyAnswer(request, connection, context, e);
    }
  }

  /**
   * Receives what a server said before it stopped taking a body, a 401 or 413: it would be lost,
   * and a broken connection blamed.
   */
  private HttpResponse earlyAnswer(
      HttpRequest request, HttpClientConnection connection, HttpContext context, IOException broken)
      throws IOException {
    try {
      if (connection.isOpen() && connection.isResponseAvailable(EARLY_ANSWER_MILLIS)) {
        HttpResponse answer = doReceiveResponse(request, connection, context);
        // A success for half a body is none, and after half a body there is no next request.
        if (answer.getStatusLine().getStatusCode() >= HttpStatus.SC_MULTIPLE_CHOICES) {
          connection.shutdown();
          return answer;
        }
      }
    } catch (IOException | HttpException e) {
      broken.addSuppressed(e);
    }
    throw broken;
  }

  @Override
  protected HttpResponse doReceiveResponse(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws HttpException, IOException {
    HttpResponse response = super.doReceiveResponse(request, connection, context);
    HttpEntity body = response.getEntity();
    boolean tunnel = request.getRequestLine().getMethod().equals("CONNECT");
    if (body != null && !tunnel && !(streams && isSuccess(response))) {
      byte[] bytes = body.getContent().readNBytes(MAX_RESPONSE_BYTES);
      var buffered = new ByteArrayEntity(bytes);
      buffered.setContentType(body.getContentType());
      response.setEntity(buffered);
      if (bytes.length == MAX_RESPONSE_BYTES) {
        connection.close();
      }
    }
    return response;
  }

  private static boolean isSuccess(HttpResponse response) {
    int status = response.getStatusLine().getStatusCode();
    return status >= HttpStatus.SC_OK && status < HttpStatus.SC_MULTIPLE_CHOICES;
  }
}
