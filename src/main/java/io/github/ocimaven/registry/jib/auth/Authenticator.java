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
 * names. One authorization serves all threads, and when it expires, the first thread that notices
 * renews it for all of them, while they wait. A registry whose demand is known gets it at once.
 *
 * <p>It serves all who push to one repository as the same user. Each brings its own client of token
 * services, so that its requests are its own, and so are the secrets that it hides.
 *
 * <p>Jib has an authenticator of its own, inside {@code RegistryClient}. It is not used: it can't
 * be reached from requests that are not {@code RegistryClient}'s, every thread renews for itself,
 * and its errors may hold a refresh token.
 */
final class Authenticator {

  /** A token is renewed when this part of its lifetime is left, so that no body begins with it. */
  private static final int MARGIN_DIVISOR = 5;

  private static final Duration MAX_MARGIN = Duration.ofSeconds(10);

  /** What came of a challenge. */
  enum Outcome {
    /** There is a new authorization; where it is refused as well, no other will do. */
    NEW,
    /** Another thread was faster; there is its authorization. */
    NEW_BY_ANOTHER,
    /** There is no answer to it. */
    NONE
  }

  /**
   * What is sent along.
   *
   * @param authorization the Authorization header
   * @param request how the token was got, or null where it is none that expires
   * @param renewAt when to get another, on the clock
   */
  private record Grant(Authorization authorization, @Nullable TokenRequest request, long renewAt) {}

  private final Credentials credentials;
  private final AtomicReference<@Nullable AuthScheme> demand;
  private final LongSupplier nanoClock;
  private final Lock lock = new ReentrantLock();
  private List<String> scopes;
  private @Nullable Grant current;

  /**
   * Makes an authenticator for one repository.
   *
   * @param repository the repository that tokens are asked for
   * @param credentials who pushes
   * @param demand what the registry has last wanted from anybody, if it is known
   * @param nanoClock a clock as {@link System#nanoTime} is one
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
      // The registry names no place to get it from, so there is no challenge to wait for.
      current = new Grant(Authorization.fromBearerToken(token.token()), null, 0);
    }
  }

  /**
   * Returns what to send along, or null where nobody knows yet what the registry wants.
   *
   * @param tokens gets tokens
   * @throws NoToken if there is no token, or if it is about to expire and there is no other
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

  /** A challenge would cost a request, with its body. */
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
   * Answers the registry's challenges, with a token where it takes one: a password is better sent
   * to one place only.
   *
   * @param challenges what the registry demands
   * @param used what was sent with the request that it refused
   * @param tokens gets tokens
   * @return whether there is another authorization now, so that the request is worth sending again
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
      return Outcome.NONE; // this is the token for these scopes, and it does not allow more
    }
    current = fetch(request, tokens);
    // Threads that mount and threads that upload would otherwise take each other's token away.
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
