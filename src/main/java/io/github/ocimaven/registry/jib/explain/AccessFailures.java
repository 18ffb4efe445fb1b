package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.Anonymous;
import io.github.ocimaven.registry.Credentials.IdentityToken;
import io.github.ocimaven.registry.Credentials.RegistryToken;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.http.Challenge;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Explains why a registry, or its token service, denied access: no credentials, wrong credentials,
 * insufficient permissions, or a failure of the service itself.
 */
final class AccessFailures {

  /** The maximum number of places or schemes that a message lists. */
  private static final int MAX_LISTED = 8;

  private static final String GIVE_SOME =
      "set 'username' and 'password' or OCI_USERNAME and OCI_PASSWORD, add a server to"
          + " settings.xml, or log in with docker login or podman login";

  private final String repository;
  private final Credentials credentials;

  AccessFailures(String repository, Credentials credentials) {
    this.repository = repository;
    this.credentials = credentials;
  }

  /** Explains a 401 or 403. */
  Explanation refused(Refused refused) {
    String said = " (" + refused.status() + refused.response().said() + ")";
    if (!refused.peer().isRegistry()) {
      return new Explanation(
          Reason.REFUSED,
          refused.peer().origin()
              + ", where the registry sent us, denied access to a request without credentials"
              + said
              + Explanation.remedyFor(refused.status()));
    }
    if (refused.status() == 403) {
      return denied("the registry denied access" + said, refused);
    }
    if (credentials instanceof Anonymous searched) {
      return wrong("the registry requires credentials" + said + ", and " + noneFound(searched));
    }
    return unauthorized(refused, said);
  }

  private Explanation unauthorized(Refused refused, String said) {
    List<Challenge> challenges = Challenge.of(refused.response());
    if (credentials instanceof RegistryToken) {
      return wrong(
          "the registry refused the token from "
              + credentials.origin()
              + said
              + "; check that it has not expired, and that it is for this registry");
    }
    if (refused.sentBasic()) {
      return wrong(
          "the registry refused the "
              + credentials
              + said
              + "; check the user name and password; an access token must not have expired, and"
              + " must allow writing");
    }
    if (refused.sentToken()) {
      return challenges.stream().anyMatch(Challenge::isInvalidToken)
          ? new Explanation(
              Reason.REFUSED,
              "the registry refused the token that its token service issued"
                  + said
                  + "; ask its administrator to compare the clocks and keys of both")
          : denied("the registry denied access" + said, refused);
    }
    return wrong(
        "the registry requires "
            + schemes(challenges)
            + said
            + (credentials instanceof IdentityToken
                ? ", but was given an identity token from "
                    + credentials.origin()
                    + ", which only a token service accepts; set a user name and password instead"
                : ", which the "
                    + credentials
                    + " can't provide; ask its administrator for another way to log in"));
  }

  private static Explanation wrong(String detail) {
    return new Explanation(Reason.UNAUTHORIZED, detail);
  }

  private Explanation denied(String fact, Refused refused) {
    String what = (refused.isForReading() ? "pull from " : "push to ") + repository;
    return credentials instanceof Anonymous searched
        ? new Explanation(
            Reason.DENIED,
            fact + "; credentials are required to " + what + ", and " + noneFound(searched))
        : new Explanation(
            Reason.DENIED, fact + "; " + cameFrom() + "; check that they are allowed to " + what);
  }

  private String cameFrom() {
    return "the credentials came from " + credentials.origin();
  }

  private static String schemes(List<Challenge> challenges) {
    return challenges.isEmpty()
        ? "credentials without saying which"
        : challenges.stream()
            .map(challenge -> ErrorResponse.shorten(challenge.scheme()))
            .distinct()
            .limit(MAX_LISTED)
            .collect(Collectors.joining(" or ", "", " credentials"));
  }

  private static String noneFound(Anonymous anonymous) {
    List<String> places = anonymous.searched();
    if (places.isEmpty()) {
      return "none were given; " + GIVE_SOME;
    }
    return "none were found in "
        + String.join(", ", places.subList(0, Math.min(MAX_LISTED, places.size())))
        + (places.size() > MAX_LISTED ? ", … (-X shows all)" : "")
        + "; "
        + GIVE_SOME;
  }

  /** Explains why the token service gave no token. */
  Explanation noToken(NoToken token) {
    String fact = String.valueOf(token.getMessage());
    if (token.refusesCredentials()) {
      return wrong(
          credentials instanceof Anonymous searched
              ? fact + "; it requires credentials, and " + noneFound(searched)
              : fact + "; " + cameFrom() + "; check them");
    }
    if (token.silence() != null) {
      return new Explanation(
          Reason.UNREACHABLE,
          fact + "; check that it can be reached from here, and the proxy settings");
    }
    return new Explanation(
        Reason.REFUSED,
        switch (token.status()) {
          case 0 -> fact + "; ask the registry's administrator";
          case 404, 405 -> fact + unsupported();
          default -> fact + Explanation.remedyFor(token.status());
        });
  }

  /** Token services without OAuth2 return 404 for a POST, by distribution's specification. */
  private String unsupported() {
    return credentials instanceof IdentityToken
        ? "; it may not accept identity tokens, such as the one from "
            + credentials.origin()
            + "; set a user name and password instead"
        : "; ask the registry's administrator";
  }
}
