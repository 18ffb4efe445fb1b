package io.github.ocimaven.testing.registry.access;

import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The users of a registry and the check of their Basic credentials. */
public record Users(List<User> users) {

  private static final String BASIC = "Basic ";

  /**
   * A user.
   *
   * @param readOnly whether pushes are denied
   */
  public record User(String name, String password, boolean readOnly) {

    private String authorization() {
      byte[] credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      return BASIC + Base64.getEncoder().encodeToString(credentials);
    }
  }

  public Users {
    users = List.copyOf(users);
  }

  /** The user authenticated by an Authorization header. */
  public Optional<User> authenticate(RegistryRequest request) {
    return request
        .header("Authorization")
        .flatMap(
            value -> users.stream().filter(user -> user.authorization().equals(value)).findFirst());
  }
}
