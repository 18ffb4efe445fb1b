package io.github.ocimaven.registry.jib.auth;

import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.Credentials.RegistryToken;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.Challenge;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry's challenges: Basic, and Bearer through the token service that the registry
 * names. All threads share one authorization. When it expires, the first thread that notices renews
 * it while the others wait. If the registry's authentication scheme is known, the authorization is
 * sent without waiting for a challenge.
 *
 * <p>Shared by all pushes to one repository as the same user. Each push passes its own {@link
 * TokenService}, so that its requests, and the secrets that it hides, are its own.
 *
 * <p>Jib's own authenticator, inside {@code RegistryClient}, is not used: it is not accessible to
 * requests outside {@code RegistryClient}, each thread renews its own token, and its errors may
 * contain a refresh token.
 */
final class Authenticator {

  /**
   * A token is renewed when this fraction of its lifetime is left, so that no request body starts
   * with a token about to expire.
   */
  private static final int MARGIN_DIVISOR = 5;

  private static final Duration MAX_MARGIN = Duration.ofSeconds(10);

  /** The outcome of a challenge. */
  enum Outcome {
    /** There is a new authorization. If it is refused as well, no other would be accepted. */
    NEW,
    /** Another thread was faster; its authorization can be used. */
    NEW_BY_ANOTHER,
    /** The challenge can't be answered. */
    NONE
  }

  /**
   * The current authorization.
   *
   * @param authorization the Authorization header
   * @param request the request that the token was fetched with, or null if the authorization does
   *     not expire
   * @param renewAt when to renew it, by the nano clock
   */
  private record Grant(Authorization authorization, @Nullable TokenRequest request, long renewAt) {}

  private final Credentials credentials;
  private final AtomicReference<@Nullable AuthScheme> demand;
  private final LongSupplier nanoClock;
  private final Lock lock = new ReentrantLock();
  private List<String> scopes;
  private @Nullable Grant current;

  /**
   * Creates an authenticator for one repository.
   *
   * @param repository the repository that tokens are requested for
   * @param demand the scheme that the registry last required from any client, or null if unknown
   * @param nanoClock a clock like {@link System#nanoTime}
   */
  Authenticator(
      String repository,
      Credentials credentials,
      AtomicReference<@Nullable AuthScheme> demand,
      LongSupplier nanoClock) {
    this.credentials = credentials;
    this.demand = demand;
    this.nanoClock = nanoClock;
    this.scopes = List.of("repository:" + repository + ":pull,push");
    if (credentials instanceof RegistryToken token) {
      // No token service issues this token, so there is no challenge to wait for.
      current = new Grant(Authorization.fromBearerToken(token.token()), null, 0);
    }
  }

  /**
   * Returns the authorization to send, or null if it is not known yet what the registry requires.
   *
   * @throws NoToken if no token can be fetched, be it the first or a replacement for one about to
   *     expire
   */
  @Nullable Authorization current(TokenService tokens) throws RequestFailure {
    tokens.await(lock::tryLock);
    try {
      if (current == null) {
        current = expected(tokens);
      } else if (current.request() != null && nanoClock.getAsLong() - current.renewAt() >= 0) {
        current = fetch(current.request(), tokens);
      }
      return tokens.hiding(authorization());
    } finally {
      lock.unlock();
    }
  }

  /** Saves the challenge, which would cost a request, including its body. */
  private @Nullable Grant expected(TokenService tokens) throws RequestFailure {
    AuthScheme known = demand.get();
    if (known instanceof AuthScheme.Bearer bearer) {
      return fetch(new TokenRequest(bearer.realm(), bearer.service(), scopes), tokens);
    }
    return known instanceof AuthScheme.Basic && credentials instanceof Login login
        ? basic(login)
        : null;
  }

  /**
   * Answers the registry's challenges. A token is preferred, so that the password is sent to one
   * server only.
   *
   * @param used the authorization of the refused request
   * @return whether there is another authorization now, so that the request should be sent again
   * @throws NoToken if the token service fails
   */
  Outcome answer(List<Challenge> challenges, @Nullable Authorization used, TokenService tokens)
      throws RequestFailure {
    tokens.await(lock::tryLock);
    try {
      if (!Objects.equals(authorization(), used)) {
        return Outcome.NEW_BY_ANOTHER;
      }
      return credentials instanceof RegistryToken
          ? Outcome.NONE
          : answerAlone(challenges, used, tokens);
    } finally {
      lock.unlock();
    }
  }

  private Outcome answerAlone(
      List<Challenge> challenges, @Nullable Authorization used, TokenService tokens)
      throws RequestFailure {
    boolean basic = challenges.stream().anyMatch(Challenge::isBasic);
    Optional<Challenge> bearer = challenges.stream().filter(Challenge::isBearer).findFirst();
    if (bearer.isPresent() && (!basic || !bearer.get().parameter("realm").isEmpty())) {
      return answer(bearer.get(), tokens);
    }
    if (basic && credentials instanceof Login login && used == null) {
      current = basic(login);
      demand.set(new AuthScheme.Basic());
      return Outcome.NEW;
    }
    return Outcome.NONE;
  }

  private Outcome answer(Challenge bearer, TokenService tokens) throws RequestFailure {
    TokenRequest request = TokenRequest.of(bearer, scopes, tokens.registry());
    if (bearer.isInsufficientScope() && current != null && request.equals(current.request())) {
      return Outcome
          .NONE; // the current token was for the same scopes; another would not allow more
    }
    current = fetch(request, tokens);
    // Otherwise threads that mount and threads that upload would replace each other's token.
    scopes = request.scopes();
    demand.set(new AuthScheme.Bearer(request.realm(), request.service()));
    return Outcome.NEW;
  }

  private static Grant basic(Login login) {
    return new Grant(
        Authorization.fromBasicCredentials(login.username(), login.password()), null, 0);
  }

  private Grant fetch(TokenRequest request, TokenService tokens) throws RequestFailure {
    Token token = tokens.fetch(request, credentials);
    Duration margin = token.lifetime().dividedBy(MARGIN_DIVISOR);
    Duration good = token.lifetime().minus(margin.compareTo(MAX_MARGIN) < 0 ? margin : MAX_MARGIN);
    return new Grant(
        Authorization.fromBearerToken(token.value()),
        request,
        nanoClock.getAsLong() + good.toNanos());
  }

  private @Nullable Authorization authorization() {
    return current == null ? null : current.authorization();
  }
}
