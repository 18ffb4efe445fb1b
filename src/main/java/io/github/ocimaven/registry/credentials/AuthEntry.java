package io.github.ocimaven.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One entry of {@code auths}: {@code auth} (the Base64 of {@code USER:PASSWORD}) or {@code
 * username} and {@code password}; {@code identitytoken}; {@code registrytoken}. As in docker, a
 * token takes precedence over a password.
 */
final class AuthEntry {

  private AuthEntry() {}

  /**
   * Reads an entry.
   *
   * @param place the file and the entry's key
   * @return empty if the entry is empty, as {@code docker login} leaves it when a helper is in use
   * @throws CredentialException if the entry is malformed
   */
  static Optional<Credentials> read(Target target, JsonNode entry, String place) {
    if (!entry.isObject() && !entry.isNull()) {
      throw malformed(target, place, "is not a JSON object");
    }
    String registryToken = text(target, entry, "registrytoken", place);
    if (!registryToken.isEmpty()) {
      return Optional.of(new Credentials.RegistryToken(registryToken, place));
    }
    String identityToken = text(target, entry, "identitytoken", place);
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credentials.IdentityToken(identityToken, place));
    }
    String auth = text(target, entry, "auth", place);
    return auth.isEmpty()
        ? login(
            text(target, entry, "username", place), text(target, entry, "password", place), place)
        : decode(target, auth, place);
  }

  private static Optional<Credentials> decode(Target target, String auth, String place) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed(target, place, "has an 'auth' that is not Base64");
    }
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      throw malformed(target, place, "has an 'auth' without a colon after the user name");
    }
    // Like docker, strip NUL padding from the password.
    String password = decoded.substring(colon + 1).replaceAll("^\0+|\0+$", "");
    return login(decoded.substring(0, colon), password, place);
  }

  private static Optional<Credentials> login(String username, String password, String place) {
    return username.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(new Credentials.Login(username, password, place));
  }

  private static String text(Target target, JsonNode entry, String name, String place) {
    JsonNode node = entry.path(name);
    if (!node.isTextual() && !node.isMissingNode() && !node.isNull()) {
      throw malformed(target, place, "has a '" + name + "' that is not a string");
    }
    return node.asText("");
  }

  private static CredentialException malformed(Target target, String place, String what) {
    return new CredentialException(
        target, place + " " + what, "log in to " + target.registry() + " again", null);
  }
}
