package io.github.ocimaven.registry;

import java.util.List;

/** Credentials for a registry or its token service. No {@code toString} reveals them. */
public sealed interface Credentials {

  /** Returns the origin, for messages: {@code the parameters username and password}. */
  String origin();

  /**
   * A user name with a password or an access token.
   *
   * @param password the password or access token
   */
  record Login(String username, String password, String origin) implements Credentials {

    @Override
    public String toString() {
      return Credentials.from(origin);
    }
  }

  /**
   * An OAuth2 refresh token, which a token service exchanges for access tokens. {@code docker
   * login} stores it as {@code identitytoken} (distribution's token specification, "OAuth2").
   *
   * @param token the refresh token
   */
  record IdentityToken(String token, String origin) implements Credentials {

    @Override
    public String toString() {
      return Credentials.from(origin);
    }
  }

  /** A token that the registry itself accepts as {@code Authorization: Bearer}. */
  record RegistryToken(String token, String origin) implements Credentials {

    @Override
    public String toString() {
      return Credentials.from(origin);
    }
  }

  /**
   * No credentials.
   *
   * @param searched the places that were searched, in order, for messages
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
