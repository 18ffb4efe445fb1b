package io.github.ocimaven.registry.jib.http;

import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.IdentityToken;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.Credentials.RegistryToken;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets sent to one destination and its token service. These may repeat them, for example in
 * an error message, which goes into a log.
 */
public final class Secrets {

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Creates the secrets contained in credentials. */
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

  /** Adds a secret that was received later: a token. */
  public void add(String secret) {
    if (!secret.isEmpty()) {
      known.add(secret);
    }
  }

  /**
   * Hides the secrets in foreign text.
   *
   * @param words the complete text: a truncated secret is not found
   */
  public String hideIn(String words) {
    String rest = words;
    for (String secret : known) {
      rest = rest.replace(secret, "…");
    }
    return rest;
  }
}
