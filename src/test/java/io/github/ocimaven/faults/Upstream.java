package io.github.ocimaven.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/**
 * The registry behind a proxy. Each request has its own connection.
 *
 * @param port its port on 127.0.0.1
 */
record Upstream(int port) {

  private static final int TIMEOUT_MILLIS = 20_000;

  /** Sends a request and returns the response. */
  HttpAnswer send(HttpHead request, byte[] body) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request.with("Content-Length", Integer.toString(body.length)), body);
      return HttpAnswer.read(
          new BufferedInputStream(socket.getInputStream()), request.method().equals("HEAD"));
    }
  }

  /** Sends a request whose body ends early, and waits until the registry has noticed. */
  void sendPart(HttpHead request, byte[] bodySoFar) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request, bodySoFar);
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void write(Socket socket, HttpHead request, byte[] body) throws IOException {
    byte[] head = request.without("Transfer-Encoding").with("Connection", "close").bytes();
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    socket.getOutputStream().write(all);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }
}
