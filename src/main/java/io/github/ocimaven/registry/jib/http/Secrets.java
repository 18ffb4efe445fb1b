package io.github.ocimaven.registry.jib.http;

import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.IdentityToken;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.Credentials.RegistryToken;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one destination and its token service are sent in confidence. They may repeat it, in an
 * error for instance, whose words go into a log.
 */
public final class Secrets {

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * Knows what credentials hold.
   *
   * @param credentials who pushes
   */
  public Secrets(Credentials credentials) {
    if (credentials instanceof Login login) {
      add(login.password());
      add(Authorization.fromBasicCredentials(login.username(), login.password()).getToken());
    } else if (credentials instanceof IdentityToken identity) {
      add(identity.token());
    } else if (credentials instanceof RegistryToken token) {
      add(token.token());
    }
  }

  /** Adds a secret that came later, a token. */
  public void add(String secret) {
    if (!secret.isEmpty()) {
      known.add(secret);
    }
  }

  /**
   * Hides what is secret in somebody else's words.
   *
   * @param words all of them: a secret that was cut off is not found
   */
  public String hideIn(String words) {
    String rest = words;
    for (String secret : known) {
      rest = rest.replace(secret, "…");
    }
    return rest;
  }
}
