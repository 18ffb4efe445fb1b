package io.github.ocimaven.testing.registry.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How {@link BearerAccess} issues and demands tokens.
 *
 * @param lifetime how long tokens are valid
 * @param refreshToken the OAuth2 refresh token of a user who may push
 * @param fixedToken a token that is valid without having been issued
 * @param terse whether a response contains only {@code access_token}
 * @param oddChallenges whether challenges are hard to read
 * @param expiryAt the HTTP method whose first request expires all tokens
 * @param service the token service's URL; by default it is {@code /token} of the registry
 */
public record BearerSettings(
    Duration lifetime,
    Optional<String> refreshToken,
    Optional<String> fixedToken,
    boolean terse,
    boolean oddChallenges,
    Optional<String> expiryAt,
    Optional<URI> service) {

  private static final String PATH = "/token";

  public static final BearerSettings DEFAULT =
      new BearerSettings(
          Duration.ofMinutes(5),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty());

  /** The path of the token service. */
  String path() {
    return service.map(URI::getPath).orElse(PATH);
  }

  /**
   * The URL of the token service.
   *
   * @param origin scheme and host of the registry
   */
  String realm(String origin) {
    return service.map(URI::toString).orElse(origin + PATH);
  }

  public BearerSettings withService(URI url) {
    return new BearerSettings(
        lifetime, refreshToken, fixedToken, terse, oddChallenges, expiryAt, Optional.of(url));
  }

  public BearerSettings withLifetime(Duration duration) {
    return new BearerSettings(
        duration, refreshToken, fixedToken, terse, oddChallenges, expiryAt, service);
  }

  public BearerSettings withRefreshToken(String token) {
    return new BearerSettings(
        lifetime, Optional.of(token), fixedToken, terse, oddChallenges, expiryAt, service);
  }

  public BearerSettings withFixedToken(String token) {
    return new BearerSettings(
        lifetime, refreshToken, Optional.of(token), terse, oddChallenges, expiryAt, service);
  }

  public BearerSettings withTerseAnswers() {
    return new BearerSettings(
        lifetime, refreshToken, fixedToken, true, oddChallenges, expiryAt, service);
  }

  public BearerSettings withOddChallenges() {
    return new BearerSettings(lifetime, refreshToken, fixedToken, terse, true, expiryAt, service);
  }

  public BearerSettings withExpiryAt(String method) {
    return new BearerSettings(
        lifetime, refreshToken, fixedToken, terse, oddChallenges, Optional.of(method), service);
  }
}
