package io.github.ocimaven.registry.jib.auth;

import io.github.ocimaven.registry.Credentials;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The logins to one registry: one for each repository and who pushes to it, however often it is
 * opened. What the registry demanded for one of them it will demand for the next.
 */
public final class Authenticators {

  private final Map<Login, Authenticator> logins = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable AuthScheme> demand = new AtomicReference<>();

  private record Login(String repository, Credentials credentials) {}

  /**
   * Returns what answers the challenges for one repository.
   *
   * @param repository the repository that tokens are asked for
   * @param credentials who pushes
   */
  public Authenticator of(String repository, Credentials credentials) {
    return logins.computeIfAbsent(
        new Login(repository, credentials),
        login -> new Authenticator(repository, credentials, demand, System::nanoTime));
  }
}
