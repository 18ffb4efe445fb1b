package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.Credentials.RegistryToken;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry's challenges: Basic, and Bearer through the token service that the registry
 * names. One authorization serves all threads, and when it expires, the first thread that notices
 * renews it for all of them, while they wait.
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
  private final TokenService tokens;
  private final LongSupplier nanoClock;
  private List<String> scopes;
  private @Nullable Grant current;

  /**
   * Makes an authenticator for one repository.
   *
   * @param repository the repository that tokens are asked for
   * @param credentials who pushes
   * @param tokens gets tokens
   * @param nanoClock a clock as {@link System#nanoTime} is one
   */
  Authenticator(
      String repository, Credentials credentials, TokenService tokens, LongSupplier nanoClock) {
    this.credentials = credentials;
    this.tokens = tokens;
    this.nanoClock = nanoClock;
    this.scopes = List.of("repository:" + repository + ":pull,push");
    if (credentials instanceof RegistryToken token) {
      // The registry names no place to get it from, so there is no challenge to wait for.
      current = new Grant(Authorization.fromBearerToken(token.token()), null, 0);
    }
  }

  /**
   * Returns what to send along, or null where no challenge has been answered yet.
   *
   * @throws TokenException if the token is about to expire and there is no other
   */
  synchronized @Nullable Authorization current() throws TokenException {
    Grant grant = current;
    if (grant != null && grant.request() != null && nanoClock.getAsLong() - grant.renewAt() >= 0) {
      current = fetch(grant.request());
    }
    return authorization();
  }

  /**
   * Answers the registry's challenges, with a token where it takes one: a password is better sent
   * to one place only.
   *
   * @param challenges what the registry demands
   * @param used what was sent with the request that it refused
   * @return whether there is another authorization now, so that the request is worth sending again
   * @throws TokenException if the token service fails
   */
  synchronized Outcome answer(List<Challenge> challenges, @Nullable Authorization used)
      throws TokenException {
    if (!Objects.equals(authorization(), used)) {
      return Outcome.NEW_BY_ANOTHER;
    }
    if (credentials instanceof RegistryToken) {
      return Outcome.NONE;
    }
    boolean basic = challenges.stream().anyMatch(Challenge::isBasic);
    Optional<Challenge> bearer = challenges.stream().filter(Challenge::isBearer).findFirst();
    if (bearer.isPresent() && (!basic || !bearer.get().parameter("realm").isEmpty())) {
      return answer(bearer.get());
    }
    if (basic && credentials instanceof Login login && used == null) {
      current =
          new Grant(
              Authorization.fromBasicCredentials(login.username(), login.password()), null, 0);
      return Outcome.NEW;
    }
    return Outcome.NONE;
  }

  private Outcome answer(Challenge bearer) throws TokenException {
    URL registry = tokens.registry();
    TokenRequest request = TokenRequest.of(bearer, scopes, registry);
    if (bearer.isInsufficientScope() && current != null && request.equals(current.request())) {
      return Outcome.NONE; // this is the token for these scopes, and it does not allow more
    }
    current = fetch(request);
    // Threads that mount and threads that upload would otherwise take each other's token away.
    scopes = request.scopes();
    return Outcome.NEW;
  }

  private Grant fetch(TokenRequest request) throws TokenException {
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
