package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.GenericUrl;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Credentials.Login;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry's challenges: Basic, and Bearer through the token service that the registry
 * names (distribution's token specification). One authorization serves all threads, and when it
 * expires, the first thread that notices renews it for all of them.
 *
 * <p>Jib has an authenticator of its own, inside {@code RegistryClient}. It is not used: it can't
 * be reached from requests that are not {@code RegistryClient}'s, every thread renews for itself,
 * and its errors may hold a refresh token.
 */
final class Authenticator {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** Sends the request for a token. */
  interface TokenService {

    /**
     * Gets a token service's answer.
     *
     * @param url with service and scope
     * @param authorization the credentials, or null for an anonymous token
     * @throws IOException if there is none, or its status is none of success
     */
    Response get(URL url, @Nullable Authorization authorization) throws IOException;
  }

  private final String repository;
  private final Credentials credentials;
  private @Nullable Authorization current;

  /**
   * Makes an authenticator for one repository.
   *
   * @param repository the repository that tokens are asked for
   * @param credentials who pushes
   */
  Authenticator(String repository, Credentials credentials) {
    this.repository = repository;
    this.credentials = credentials;
  }

  /** Returns what to send along, or null where no challenge has been answered yet. */
  synchronized @Nullable Authorization current() {
    return current;
  }

  /**
   * Answers a challenge.
   *
   * @param challenges what the registry demands
   * @param used what was sent with the request that it refused
   * @param service gets tokens
   * @param registry the registry's URL, which the token service's may not be less safe than
   * @return whether there is another authorization now, so that the request is worth sending again
   * @throws IOException if the token service fails
   */
  synchronized boolean answer(
      List<Challenge> challenges, @Nullable Authorization used, TokenService service, URL registry)
      throws IOException {
    if (!Objects.equals(current, used)) {
      return true; // another thread was faster
    }
    for (Challenge challenge : challenges) {
      if (challenge.isBearer()) {
        current = token(challenge, service, registry);
        return true;
      }
      if (challenge.isBasic() && credentials instanceof Login login && used == null) {
        current = basic(login);
        return true;
      }
    }
    return false;
  }

  private static Authorization basic(Login login) {
    return Authorization.fromBasicCredentials(login.username(), login.password());
  }

  private Authorization token(Challenge challenge, TokenService service, URL registry)
      throws IOException {
    URL url = tokenUrl(challenge, registry);
    Authorization authorization = credentials instanceof Login login ? basic(login) : null;
    try (Response response = service.get(url, authorization)) {
      JsonNode answer = MAPPER.readTree(response.getBody());
      String token = answer.path("token").asText(answer.path("access_token").asText(""));
      if (token.isEmpty()) {
        throw new TokenException(url, "its answer holds no token", null);
      }
      return Authorization.fromBearerToken(token);
    } catch (TokenException e) {
      throw e;
    } catch (ResponseException e) {
      throw new TokenException(url, "it answered", e);
    } catch (IOException e) {
      throw new TokenException(
          url, "it failed (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")", e);
    }
  }

  private URL tokenUrl(Challenge challenge, URL registry) throws IOException {
    String realm = challenge.parameters().getOrDefault("realm", "");
    URL url;
    try {
      url = new URL(realm);
    } catch (MalformedURLException e) {
      throw new TokenException(
          registry, "the registry names no token service (realm '" + realm + "')", e);
    }
    if (!url.getProtocol().equals("https") && !registry.getProtocol().equals("http")) {
      throw new TokenException(url, "it would get the credentials over plain HTTP", null);
    }
    GenericUrl withScope = new GenericUrl(url);
    String service = challenge.parameters().get("service");
    if (service != null) {
      withScope.set("service", service);
    }
    return withScope.set("scope", scopes(challenge)).toURL();
  }

  /** What pushing takes, and what else the registry wants: pull on the source of a mount. */
  private List<String> scopes(Challenge challenge) {
    String push = "repository:" + repository + ":pull,push";
    String wanted = challenge.parameters().getOrDefault("scope", "");
    return Stream.concat(
            Stream.of(push),
            Arrays.stream(wanted.split(" ", -1))
                .filter(scope -> scope.endsWith(":pull"))
                .filter(scope -> !scope.equals("repository:" + repository + ":pull")))
        .toList();
  }
}
