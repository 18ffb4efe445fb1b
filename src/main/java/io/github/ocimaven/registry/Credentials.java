package io.github.ocimaven.registry;

import java.util.List;

/** Who pushes, as a registry or its token service wants it proved. No {@code toString} tells. */
public sealed interface Credentials {

  /** Returns where they came from, for messages: {@code the parameters username and password}. */
  String origin();

  /**
   * A user name with a password or an access token.
   *
   * @param username the user name
   * @param password the password or access token
   * @param origin where they came from
   */
  record Login(String username, String password, String origin) implements Credentials {

    @Override
    public String toString() {
      return Credentials.from(origin);
    }
  }

  /**
   * An OAuth2 refresh token, with which a token service gives access tokens: what {@code docker
   * login} stores as {@code identitytoken} (distribution's token specification, "OAuth2").
   *
   * @param token the refresh token
   * @param origin where it came from
   */
  record IdentityToken(String token, String origin) implements Credentials {

    @Override
    public String toString() {
      return Credentials.from(origin);
    }
  }

  /**
   * A token that the registry itself takes as {@code Authorization: Bearer}.
   *
   * @param token the token
   * @param origin where it came from
   */
  record RegistryToken(String token, String origin) implements Credentials {

    @Override
    public String toString() {
      return Credentials.from(origin);
    }
  }

  /**
   * Nobody in particular.
   *
   * @param searched where credentials were looked for, in that order, for messages
   */
  record Anonymous(List<String> searched) implements Credentials {

    /** Copies the list. */
    public Anonymous {
      searched = List.copyOf(searched);
    }

    @Override
    public String origin() {
      return "nowhere";
    }
  }

  private static String from(String origin) {
    return "credentials from " + origin;
  }
}
