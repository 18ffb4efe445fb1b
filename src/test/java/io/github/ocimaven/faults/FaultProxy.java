package io.github.ocimaven.faults;

import io.github.ocimaven.testing.registry.exchange.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 proxy in front of a registry, on a port of 127.0.0.1. It forwards each request unless
 * a fault strikes. Requests keep their Host, so that the URLs in the registry's responses lead back
 * here.
 */
final class FaultProxy implements AutoCloseable {

  /** More often than any push may try, so that even a push which never gives up ends. */
  private static final int ALWAYS = 200;

  private final Upstream registry;
  private final ForeignHost elsewhere;
  private final SocketServer server;
  private final List<Trap> traps = new CopyOnWriteArrayList<>();
  private final Map<Step, Map<String, Integer>> attempts = new ConcurrentHashMap<>();
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();

  /** A fault that waits for its step. */
  private record Trap(Step step, Fault fault, AtomicInteger left) {
    boolean strikes(Step other) {
      return step == other && left.getAndDecrement() > 0;
    }
  }

  private FaultProxy(Upstream registry, ForeignHost elsewhere) throws IOException {
    this.registry = registry;
    this.elsewhere = elsewhere;
    this.server = SocketServer.start(this::talk);
  }

  /**
   * Starts a proxy.
   *
   * @param registry the destination of the requests
   * @param elsewhere the host that redirects lead to
   */
  static FaultProxy start(Upstream registry, ForeignHost elsewhere) throws IOException {
    return new FaultProxy(registry, elsewhere);
  }

  String hostAndPort() {
    return server.hostAndPort();
  }

  /** Makes a fault strike at the next request of a step. */
  void strikeOnce(Step step, Fault fault) {
    traps.add(new Trap(step, fault, new AtomicInteger(1)));
  }

  /** Makes a fault strike at each request of a step. */
  void strikeAlways(Step step, Fault fault) {
    traps.add(new Trap(step, fault, new AtomicInteger(ALWAYS)));
  }

  /** Forwards everything from now on. */
  void behave() {
    traps.clear();
  }

  /**
   * Returns the number of attempts for each subject of a step. A request that only finds out that
   * it needs a token does not count.
   */
  Map<String, Integer> attempts(Step step) {
    return Map.copyOf(attempts.getOrDefault(step, Map.of()));
  }

  /** Returns the values of all Authorization headers in the requests. */
  Set<String> authorizations() {
    return Set.copyOf(authorizations);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void talk(Socket client, InputStream in) throws IOException {
    while (!client.isClosed()) {
      Optional<HttpHead> request = HttpHead.read(in);
      if (request.isEmpty()) {
        return;
      }
      handle(client, in, request.get());
    }
  }

  private void handle(Socket client, InputStream in, HttpHead request) throws IOException {
    Optional<String> authorization = request.header("Authorization");
    authorization.ifPresent(authorizations::add);
    Step step =
        Step.of(request).orElseThrow(() -> new IOException("unknown: " + request.startLine()));
    Exchange exchange = new Exchange(client, in, request, step, registry, elsewhere);
    boolean counts = step.isAnonymous() || authorization.isPresent();
    if (counts) {
      attempts
          .computeIfAbsent(step, any -> new ConcurrentHashMap<>())
          .merge(Step.subject(request), 1, Integer::sum);
    }
    Optional<Trap> trap = traps.stream().filter(any -> counts && any.strikes(step)).findFirst();
    if (hasForgedSignature(request)) {
      exchange.answer(Answer.error(403, "DENIED", "the signature differs"));
    } else if (trap.isPresent()) {
      trap.get().fault().effect().strike(exchange);
    } else {
      exchange.answer(exchange.forward());
    }
  }

  private static boolean hasForgedSignature(HttpHead request) {
    return request.query().contains("sig=") && !request.query().contains("sig=" + Faults.SIGNATURE);
  }
}
