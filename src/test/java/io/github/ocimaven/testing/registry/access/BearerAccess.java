package io.github.ocimaven.testing.registry.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Access with tokens that are valid for some repositories, and the service that issues them. */
public final class BearerAccess implements AccessControl {

  private static final int MAX_FORM = 1024 * 1024;

  private static final String BEARER = "Bearer ";

  private final Users users;
  private final BearerSettings settings;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final AtomicBoolean expired = new AtomicBoolean();

  public BearerAccess(Users users, BearerSettings settings) {
    this.users = users;
    this.settings = settings;
  }

  private record Token(boolean readOnlyUser, List<Scope> granted, Instant expires) {}

  /** The path of the token service. */
  public String path() {
    return settings.path();
  }

  /** Makes all tokens invalid, as if they had expired earlier than announced. */
  public void revokeTokens() {
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
    if (sent.equals(settings.fixedToken())) {
      return;
    }
    if (settings.expiryAt().filter(exchange.request().method()::equals).isPresent()
        && expired.compareAndSet(false, true)) {
      revokeTokens();
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
    if (!exchange.request().path().equals(settings.path())) {
      return false;
    }
    String token =
        switch (exchange.request().method()) {
          case "GET" -> tokenForUser(exchange.request());
          case "POST" -> tokenForRefreshToken(exchange);
          default -> throw Endpoint.unsupported();
        };
    ObjectNode answer = Json.object().put("access_token", token);
    if (!settings.terse()) {
      long seconds = Math.max(1, settings.lifetime().toSeconds());
      answer.put("token", token).put("expires_in", seconds);
    }
    exchange.header("Cache-Control", "no-store").send(Answer.json(200, Json.write(answer)));
    return true;
  }

  private String tokenForUser(RegistryRequest request) throws RegistryError {
    Optional<Users.User> user = users.authenticate(request);
    if (user.isEmpty() && request.header("Authorization").isPresent()) {
      throw AccessControl.unauthorized(BasicAccess.CHALLENGE);
    }
    return issue(user, request.parameters("scope"));
  }

  private String tokenForRefreshToken(RegistryExchange exchange) throws IOException, RegistryError {
    String form = new String(exchange.body().readNBytes(MAX_FORM), StandardCharsets.UTF_8);
    if (settings.refreshToken().isEmpty()) {
      throw new RegistryError(404, "UNSUPPORTED", "no OAuth2 here");
    }
    if (!RegistryRequest.values(form, "grant_type").equals(List.of("refresh_token"))
        || RegistryRequest.values(form, "client_id").isEmpty()
        || RegistryRequest.values(form, "service").isEmpty()) {
      throw new RegistryError(Answer.json(400, "{\"error\":\"invalid_request\"}"));
    }
    List<String> refreshTokens = RegistryRequest.values(form, "refresh_token");
    if (!refreshTokens.equals(settings.refreshToken().stream().toList())) {
      throw new RegistryError(
          Answer.json(
              400,
              "{\"error\":\"invalid_grant\",\"error_description\":\"unknown "
                  + refreshTokens
                  + "\"}"));
    }
    Users.User owner = new Users.User("owner of the refresh token", "", false);
    return issue(Optional.of(owner), RegistryRequest.values(form, "scope"));
  }

  /** Issues a token for the requested scopes, as far as the user is allowed to have them. */
  private String issue(Optional<Users.User> user, List<String> askedScopes) {
    boolean mayPush = user.filter(someone -> !someone.readOnly()).isPresent();
    List<Scope> granted =
        askedScopes.stream()
            .flatMap(scopes -> List.of(scopes.split(" ", -1)).stream())
            .flatMap(scope -> Scope.parse(scope).stream())
            .map(scope -> new Scope(scope.repository(), scope.push() && mayPush))
            .toList();
    String token = UUID.randomUUID() + "." + UUID.randomUUID();
    Instant expires = Clock.systemUTC().instant().plus(settings.lifetime());
    tokens.put(token, new Token(user.isPresent() && !mayPush, granted, expires));
    return token;
  }

  private String challenge(RegistryExchange exchange, List<Scope> needed, String error) {
    String realm = settings.realm(exchange.origin());
    String scopes = needed.stream().map(Scope::toString).collect(Collectors.joining(" "));
    if (settings.oddChallenges()) {
      return "Negotiate YII/+w==, Digest realm=\"a, Bearer realm=\\\"x\\\"\" ,, Basic realm=plain,"
          + ("\tbEARER  Scope = \"" + scopes + "\" ,SERVICE=embedded")
          + (error + ", realm=\"" + realm.replace("/", "\\/") + "?own=%20q\"");
    }
    return "Bearer realm=\""
        + realm
        + "\",service=\"embedded registry\""
        + (scopes.isEmpty() ? "" : ",scope=\"" + scopes + "\"")
        + error;
  }
}
