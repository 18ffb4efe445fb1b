package io.github.ocimaven.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.DockerHub;
import io.github.ocimaven.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The keys under which tools store a destination's credentials. A podman key names a registry, a
 * repository in it or a prefix of the repository's path: {@code ghcr.io/acme}. A docker key names a
 * registry. It used to be the URL of the registry's API, {@code https://ghcr.io/v1/}, and still is
 * for Docker Hub.
 *
 * @param names {@code HOST[:PORT]/REPOSITORY}, then its parents, finally {@code HOST[:PORT]}
 */
record AuthKeys(List<String> names) {

  private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";
  private static final Set<String> API_PATHS = Set.of("", "v1/", "v2/");

  /** Copies the list. */
  AuthKeys {
    names = List.copyOf(names);
  }

  /** Returns a destination's keys. */
  static AuthKeys of(Target target) {
    List<String> names = new ArrayList<>();
    String name = normalize(target.name());
    for (int end = name.length(); end >= 0; end = name.lastIndexOf('/', end - 1)) {
      names.add(name.substring(0, end));
    }
    return new AuthKeys(names);
  }

  private String registry() {
    return names.get(names.size() - 1);
  }

  /** Returns the key under which docker looks up the registry in a store. */
  String storeServer() {
    return registry().equals(DockerHub.NAME) ? DOCKER_HUB_KEY : registry();
  }

  /** Returns the names in an object that stand for the registry, best match first. */
  List<String> registryKeys(JsonNode object) {
    return matching(object, registry());
  }

  /**
   * Returns the names in an object that stand for the repository, its parents or the registry, best
   * match first.
   */
  List<String> repositoryKeys(JsonNode object) {
    return names.stream().flatMap(name -> matching(object, name).stream()).toList();
  }

  private static List<String> matching(JsonNode object, String name) {
    return object.properties().stream()
        .map(property -> property.getKey())
        .filter(key -> normalize(key).equals(name))
        .sorted(Comparator.comparing(key -> !key.equals(name)))
        .toList();
  }

  private static String normalize(String key) {
    int scheme = key.indexOf("://");
    String rest = scheme < 0 ? key : key.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    boolean isHub = DockerHub.is(host);
    String registry = isHub ? DockerHub.NAME : host;
    // Docker stores more keys for the Hub: https://index.docker.io/v1/access-token is for its web
    // API.
    return API_PATHS.contains(path) || (scheme >= 0 && !isHub) ? registry : registry + "/" + path;
  }
}
