package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.registry.Credentials;

/** Explains why a registry, or its token service, did not let us in. */
final class AccessFailures {

  private static final String NONE_GIVEN =
      "set username and password (-Doci.username=… -Doci.password=…)";

  private final String repository;
  private final Credentials credentials;

  /**
   * Makes explanations for one push.
   *
   * @param repository where to
   * @param credentials who pushes
   */
  AccessFailures(String repository, Credentials credentials) {
    this.repository = repository;
    this.credentials = credentials;
  }

  private boolean anonymous() {
    return credentials instanceof Credentials.Anonymous;
  }

  /**
   * Explains a 401 of the registry.
   *
   * @param said the registry's words as they continue a sentence, or an empty text
   */
  Explanation unauthorized(String said) {
    return new Explanation(
        Reason.UNAUTHORIZED,
        anonymous()
            ? "the registry wants credentials (401" + said + ") and none were given; " + NONE_GIVEN
            : "the registry refused the "
                + credentials
                + " (401"
                + said
                + "); check user name and password, and that an access token has not expired and"
                + " may write");
  }

  /**
   * Explains a 403 of the registry.
   *
   * @param said the registry's words as they continue a sentence, or an empty text
   */
  Explanation denied(String said) {
    return new Explanation(
        Reason.DENIED,
        "the registry denied access (403"
            + said
            + "); "
            + (anonymous()
                ? "no credentials were given, " + NONE_GIVEN
                : credentials + " were used")
            + ", and check that they may push to "
            + repository);
  }

  /**
   * Explains that there is no token.
   *
   * @param token what was thrown
   * @param status the token service's status
   */
  Explanation tokenRefused(TokenException token, int status) {
    boolean refused = status == 401 || status == 403;
    return new Explanation(
        refused ? Reason.UNAUTHORIZED : Reason.REFUSED,
        token.getMessage()
            + " with "
            + status
            + (refused ? tokenRemedy() : Failures.remedyFor(status)));
  }

  private String tokenRemedy() {
    return anonymous()
        ? "; no credentials were given, " + NONE_GIVEN
        : "; " + credentials + " were used, check them";
  }
}
