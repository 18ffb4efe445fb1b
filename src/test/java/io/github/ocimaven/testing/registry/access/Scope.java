package io.github.ocimaven.testing.registry.access;

import java.util.List;
import java.util.Optional;

/**
 * Access to one repository, as granted by a bearer token and needed by a request.
 *
 * @param repository the repository's name
 * @param push whether it may be written to; reading is always included
 */
public record Scope(String repository, boolean push) {

  /** Reads the form {@code repository:NAME:pull,push}; other resource types grant nothing. */
  public static Optional<Scope> parse(String scope) {
    List<String> parts = List.of(scope.split(":", -1));
    if (parts.size() != 3 || !parts.get(0).equals("repository")) {
      return Optional.empty();
    }
    List<String> actions = List.of(parts.get(2).split(",", -1));
    return Optional.of(new Scope(parts.get(1), actions.contains("push") || actions.contains("*")));
  }

  /** Whether this granted scope covers a needed one. */
  boolean covers(Scope needed) {
    return repository.equals(needed.repository) && (push || !needed.push);
  }

  @Override
  public String toString() {
    return "repository:" + repository + (push ? ":pull,push" : ":pull");
  }
}
