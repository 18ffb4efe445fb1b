package io.github.ocimaven.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another host, to which a registry redirects its clients. It recognizes them by a ticket in the
 * URL, as storage services do by a signature, and forwards their requests to the registry.
 */
final class ForeignHost implements AutoCloseable {

  /** The beginning of every ticket. A ticket is secret: no message may contain it. */
  static final String TICKET_VALUE = "t1cket-";

  private static final String TICKET = "ticket=" + TICKET_VALUE;

  private final Upstream registry;
  private final SocketServer server;
  private final Map<String, HttpHead> tickets = new ConcurrentHashMap<>();
  private final AtomicInteger lastTicket = new AtomicInteger();
  private final List<String> stolen = new CopyOnWriteArrayList<>();

  private ForeignHost(Upstream registry) throws IOException {
    this.registry = registry;
    this.server = SocketServer.start(this::talk);
  }

  static ForeignHost start(Upstream registry) throws IOException {
    return new ForeignHost(registry);
  }

  /** Returns a URL at this host where a request gets the registry's response. */
  String ticketFor(HttpHead request) {
    String ticket = TICKET + lastTicket.incrementAndGet();
    tickets.put(ticket, request);
    String separator = request.query().isEmpty() ? "?" : "&";
    return "http://" + server.hostAndPort() + request.target() + separator + ticket;
  }

  /** Returns the credentials that clients sent here. */
  List<String> stolen() {
    return List.copyOf(stolen);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void talk(Socket client, InputStream in) throws IOException {
    for (var head = HttpHead.read(in); head.isPresent(); head = HttpHead.read(in)) {
      HttpHead request = head.get();
      byte[] body = request.readBody(in);
      request.header("Authorization").ifPresent(stolen::add);
      client.getOutputStream().write(answer(request, body).bytes());
    }
  }

  private HttpAnswer answer(HttpHead request, byte[] body) throws IOException {
    int at = request.target().lastIndexOf(TICKET);
    Optional<HttpHead> sentOn =
        Optional.ofNullable(tickets.get(at < 0 ? "" : request.target().substring(at)));
    if (sentOn.isEmpty()) {
      return new HttpAnswer(
          new HttpHead("HTTP/1.1 403 No Ticket", List.of()).with("Content-Length", "0"),
          new byte[0]);
    }
    HttpHead original = sentOn.get();
    HttpHead passed = request.withTarget(original.target()).with("Host", host(original));
    Optional<String> authorization = original.header("Authorization");
    return registry.send(
        authorization.isPresent() ? passed.with("Authorization", authorization.get()) : passed,
        body);
  }

  private static String host(HttpHead request) {
    return request.header("Host").orElseThrow();
  }
}
