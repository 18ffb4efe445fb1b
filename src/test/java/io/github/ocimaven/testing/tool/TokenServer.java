package io.github.ocimaven.testing.tool;

import com.sun.net.httpserver.HttpExchange;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.net.LoopbackServer;
import io.github.ocimaven.testing.registry.access.Scope;
import io.github.ocimaven.testing.registry.access.Users;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import io.github.ocimaven.testing.registry.exchange.RequestLog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token service (distribution's token specification) whose tokens Debian's docker-registry
 * accepts: GET with Basic credentials, and OAuth2 POST with {@link #REFRESH_TOKEN}. It grants the
 * requested scopes as far as the user is allowed to have them, as the specification requires, and
 * never refuses a request otherwise.
 */
public final class TokenServer implements AutoCloseable {

  /** The user who may push. */
  public static final String PUSHER = "pusher";

  /** The user who may only pull. */
  public static final String READER = "reader";

  /** The password of both. */
  public static final String PASSWORD = "correct horse";

  /** The refresh token of {@link #PUSHER}. */
  public static final String REFRESH_TOKEN = "refr3sh";

  private static final String SERVICE = "docker registry";

  /**
   * The leeway for clock skew: Distribution accepts a token for this much longer than its lifetime.
   */
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final int MAX_FORM = 1024 * 1024;

  private final Users users =
      new Users(
          List.of(new Users.User(PUSHER, PASSWORD, false), new Users.User(READER, PASSWORD, true)));
  private final RequestLog log = new RequestLog();
  private final TokenSigner signer;
  private final Duration lifetime;
  private final Duration announced;
  private final LoopbackServer server;

  private TokenServer(Duration lifetime, Duration announced)
      throws IOException, InterruptedException {
    this.signer = new TokenSigner();
    this.lifetime = lifetime;
    this.announced = announced;
    this.server = LoopbackServer.start(Optional.empty(), this::handle);
  }

  /**
   * Starts a service whose tokens the registry accepts for a given time, or up to a second more.
   */
  public static TokenServer start(Duration lifetime) throws IOException, InterruptedException {
    return new TokenServer(lifetime, lifetime);
  }

  /** Starts a service that overstates the lifetime of its tokens. */
  public static TokenServer startLying(Duration lifetime, Duration announced)
      throws IOException, InterruptedException {
    return new TokenServer(lifetime, announced);
  }

  /** Starts a registry that requires these tokens. */
  public DockerRegistry startRegistry() throws IOException, InterruptedException {
    URI realm = URI.create("http://127.0.0.1:" + server.port() + "/token?from=config");
    return DockerRegistry.with()
        .token(realm, SERVICE, TokenSigner.ISSUER, signer.certificatePem())
        .start();
  }

  /** The requests for tokens, in the order of their responses. */
  public List<RecordedRequest> requests() {
    return log.snapshot();
  }

  @Override
  public void close() throws IOException {
    try (signer) {
      server.close();
    }
  }

  private void handle(HttpExchange http) throws IOException {
    try (RegistryExchange exchange = new RegistryExchange(http, "http", log::add)) {
      exchange.send(answer(exchange));
    }
  }

  private Answer answer(RegistryExchange exchange) throws IOException {
    RegistryRequest request = exchange.request();
    boolean post = request.method().equals("POST");
    String form =
        post
            ? new String(exchange.body().readNBytes(MAX_FORM), StandardCharsets.UTF_8)
            : request.query();
    if (!RegistryRequest.values(form, "service").equals(List.of(SERVICE))) {
      return Answer.json(400, "{\"error\":\"invalid_request\"}");
    }
    boolean mayPush;
    if (post) {
      mayPush = RegistryRequest.values(form, "refresh_token").equals(List.of(REFRESH_TOKEN));
      if (!mayPush) {
        return Answer.json(400, "{\"error\":\"invalid_grant\"}");
      }
    } else {
      Optional<Users.User> user = users.authenticate(request);
      if (user.isEmpty()) {
        return Answer.json(401, "{\"details\":\"incorrect username or password\"}");
      }
      mayPush = !user.get().readOnly();
    }
    Instant issued = Clock.systemUTC().instant().minus(LEEWAY);
    String token =
        signer.sign(
            SERVICE, issued, lifetime, granted(RegistryRequest.values(form, "scope"), mayPush));
    return Answer.json(
        200,
        Json.write(
            Json.object()
                .put(post ? "access_token" : "token", token)
                .put("expires_in", announced.toSeconds())));
  }

  private static Map<String, List<String>> granted(List<String> asked, boolean mayPush) {
    Map<String, List<String>> granted = new LinkedHashMap<>();
    for (String scope : String.join(" ", asked).split(" ", -1)) {
      Scope.parse(scope)
          .ifPresent(
              parsed -> {
                List<String> actions =
                    granted.computeIfAbsent(parsed.repository(), name -> new ArrayList<>());
                actions.add("pull");
                if (parsed.push() && mayPush) {
                  actions.add("push");
                }
              });
    }
    return granted;
  }
}
