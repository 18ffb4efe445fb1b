package io.github.ocimaven.testing.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.ocimaven.testing.registry.access.AccessControl;
import io.github.ocimaven.testing.registry.access.Scope;
import io.github.ocimaven.testing.registry.endpoint.Misbehaviour;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes each request through the scripted misbehaviour, the access control and its endpoint.
 *
 * @param endpoints the endpoints by the kind of path they handle
 */
record RegistryHandler(
    String scheme,
    Consumer<RecordedRequest> log,
    Misbehaviour misbehaviour,
    AccessControl access,
    Map<String, Endpoint> endpoints)
    implements HttpHandler {

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:v2|artifacts-uploads)/(.+)/(manifests|blobs/uploads|blobs|tags|referrers)/(.*)");

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

  private static final int MAX_NAME = 255;

  @Override
  public void handle(HttpExchange http) throws IOException {
    try (RegistryExchange exchange = new RegistryExchange(http, scheme, log)) {
      try {
        answer(exchange);
      } catch (RegistryError e) {
        exchange.send(e.answer());
      } catch (RuntimeException e) {
        exchange.send(Answer.error(500, "UNKNOWN", e.toString()));
      }
    }
  }

  private void answer(RegistryExchange exchange) throws IOException, RegistryError {
    Optional<Answer> canned = misbehaviour.intercept(exchange.request());
    if (canned.isPresent()) {
      exchange.send(canned.get());
      return;
    }
    exchange.header("Docker-Distribution-API-Version", "registry/2.0");
    if (!access.answers(exchange)) {
      dispatch(exchange);
    }
  }

  private void dispatch(RegistryExchange exchange) throws IOException, RegistryError {
    String path = exchange.request().path();
    if (path.equals("/v2/") || path.equals("/v2")) {
      access.authorize(exchange, List.of());
      exchange.send(Answer.json(200, "{}"));
      return;
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw new RegistryError(404, "UNSUPPORTED", "There is no such endpoint.");
    }
    String name = matcher.group(1);
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new RegistryError(400, "NAME_INVALID", "invalid repository name: " + name);
    }
    access.authorize(exchange, neededScopes(exchange.request(), name));
    Endpoint endpoint = Objects.requireNonNull(endpoints.get(matcher.group(2)));
    endpoint.handle(exchange, name, matcher.group(3));
  }

  /** A mount needs the right to read the source as well. */
  private static List<Scope> neededScopes(RegistryRequest request, String name) {
    List<Scope> needed = new ArrayList<>();
    if (request.parameter("mount").isPresent()) {
      request.parameter("from").ifPresent(source -> needed.add(new Scope(source, false)));
    }
    needed.add(new Scope(name, !request.reads()));
    return needed;
  }
}
