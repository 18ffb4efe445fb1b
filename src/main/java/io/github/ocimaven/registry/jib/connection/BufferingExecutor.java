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
 * Reads the body of a response immediately, so that the connection returns to the pool. Otherwise
 * jib's {@code Response.close()} would abort the request, and the connection would be lost.
 */
final class BufferingExecutor extends HttpRequestExecutor {

  /**
   * More than any manifest or error needs. A longer body is truncated, since no registry sends one.
   */
  private static final int MAX_RESPONSE_BYTES = 4 * 1024 * 1024 + 1;

  /** Short, since the response arrived before the connection broke and only has to be read. */
  private static final int EARLY_ANSWER_MILLIS = 1000;

  private static final String WAS_IDLE = BufferingExecutor.class.getName() + ".wasIdle";

  private final InFlight inFlight;
  private final boolean streams;

  /**
   * Creates an executor.
   *
   * @param inFlight aborts requests that hang
   * @param streams whether the body of a successful response is left on its connection
   */
  BufferingExecutor(InFlight inFlight, boolean streams) {
    this.inFlight = inFlight;
    this.streams = streams;
  }

  /** Returns whether the last request used a connection that had been used before. */
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
   * Receives a response such as 401 or 413 that the server sent before it stopped reading the body.
   * Otherwise it would be lost, and a broken connection would be reported instead.
   */
  private HttpResponse earlyAnswer(
      HttpRequest request, HttpClientConnection connection, HttpContext context, IOException broken)
      throws IOException {
    try {
      if (connection.isOpen() && connection.isResponseAvailable(EARLY_ANSWER_MILLIS)) {
        HttpResponse answer = doReceiveResponse(request, connection, context);
        // A success response to a partial body is not valid, and no request can follow a partial
        // body on this connection.
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
