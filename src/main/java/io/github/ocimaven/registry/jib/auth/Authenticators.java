package io.github.ocimaven.registry.jib.auth;

import io.github.ocimaven.registry.Credentials;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The logins to one registry: one for each repository and credentials, however often the repository
 * is opened. They share the authentication scheme that the registry required last.
 */
public final class Authenticators {

  private final Map<Login, Authenticator> logins = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable AuthScheme> demand = new AtomicReference<>();

  private record Login(String repository, Credentials credentials) {}

  /**
   * Returns the authenticator for one repository.
   *
   * @param repository the repository that tokens are requested for
   */
  public Authenticator of(String repository, Credentials credentials) {
    return logins.computeIfAbsent(
        new Login(repository, credentials),
        login -> new Authenticator(repository, credentials, demand, System::nanoTime));
  }
}
