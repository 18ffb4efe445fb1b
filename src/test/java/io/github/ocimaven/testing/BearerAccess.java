package io.github.ocimaven.testing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Access with tokens that are valid for some repositories, and the service that issues them. */
final class BearerAccess implements AccessControl {

  static final String TOKEN_PATH = "/token";

  private static final String BEARER = "Bearer ";

  private final Users users;
  private final Duration lifetime;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  BearerAccess(Users users, Duration lifetime) {
    this.users = users;
    this.lifetime = lifetime;
  }

  private record Token(boolean readOnlyUser, List<Scope> granted, Instant expires) {}

  /** Makes all tokens invalid, as if they had expired earlier than announced. */
  void revokeTokens() {
    tokens.clear();
  }

  @Override
  public void authorize(RegistryExchange exchange, List<Scope> needed) throws RegistryError {
    Optional<String> sent =
        exchange
            .request()
            .header("Authorization")
            .filter(value -> value.startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()));
    if (sent.isEmpty()) {
      throw AccessControl.unauthorized(challenge(exchange, needed, ""));
    }
    Token token = tokens.get(sent.get());
    if (token == null || Clock.systemUTC().instant().isAfter(token.expires())) {
      throw AccessControl.unauthorized(challenge(exchange, needed, ",error=\"invalid_token\""));
    }
    for (Scope scope : needed) {
      if (token.granted().stream().noneMatch(granted -> granted.covers(scope))) {
        if (token.readOnlyUser() && scope.push()) {
          throw AccessControl.denied();
        }
        throw AccessControl.unauthorized(
            challenge(exchange, needed, ",error=\"insufficient_scope\""));
      }
    }
  }

  @Override
  public boolean answers(RegistryExchange exchange) throws IOException, RegistryError {
    if (!exchange.request().path().equals(TOKEN_PATH)) {
      return false;
    }
    if (!exchange.request().method().equals("GET")) {
      throw Endpoint.unsupported();
    }
    Optional<Users.User> user = users.authenticate(exchange.request());
    if (user.isEmpty() && exchange.request().header("Authorization").isPresent()) {
      throw AccessControl.unauthorized(BasicAccess.CHALLENGE);
    }
    String token = issue(user, exchange.request().parameters("scope"));
    String answer =
        Json.write(
            Json.object()
                .put("token", token)
                .put("access_token", token)
                .put("expires_in", Math.max(1, lifetime.toSeconds())));
    exchange.header("Cache-Control", "no-store").send(Answer.json(200, answer));
    return true;
  }

  /** Issues a token for those of the asked scopes, or parts of them, that the user may have. */
  private String issue(Optional<Users.User> user, List<String> askedScopes) {
    boolean mayPush = user.filter(someone -> !someone.readOnly()).isPresent();
    List<Scope> granted =
        askedScopes.stream()
            .flatMap(scopes -> List.of(scopes.split(" ", -1)).stream())
            .flatMap(scope -> Scope.parse(scope).stream())
            .map(scope -> new Scope(scope.repository(), scope.push() && mayPush))
            .toList();
    String token = UUID.randomUUID() + "." + UUID.randomUUID();
    Instant expires = Clock.systemUTC().instant().plus(lifetime);
    tokens.put(token, new Token(user.isPresent() && !mayPush, granted, expires));
    return token;
  }

  private static String challenge(RegistryExchange exchange, List<Scope> needed, String error) {
    String scope =
        needed.isEmpty()
            ? ""
            : needed.stream()
                .map(Scope::toString)
                .collect(Collectors.joining(" ", ",scope=\"", "\""));
    return "Bearer realm=\""
        + exchange.origin()
        + TOKEN_PATH
        + "\",service=\"embedded registry\""
        + scope
        + error;
  }
}
