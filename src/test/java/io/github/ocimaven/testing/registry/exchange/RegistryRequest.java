package io.github.ocimaven.testing.registry.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as seen by an {@link Interceptor}: everything but its body.
 *
 * @param method the HTTP method
 * @param path the decoded path
 * @param query the raw query, empty when the request has none
 * @param headers the headers, found by name whatever its case
 */
public record RegistryRequest(
    String method, String path, String query, Map<String, List<String>> headers) {

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return HeaderMaps.first(headers, name);
  }

  /** The first value of a query parameter, decoded. */
  public Optional<String> parameter(String name) {
    return parameters(name).stream().findFirst();
  }

  /** All values of a query parameter, decoded. */
  public List<String> parameters(String name) {
    return values(query, name);
  }

  /** All values of a parameter of a query or a form, decoded. */
  public static List<String> values(String form, String name) {
    String prefix = name + "=";
    return Arrays.stream(form.split("&", -1))
        .filter(pair -> pair.startsWith(prefix))
        .map(pair -> URLDecoder.decode(pair.substring(prefix.length()), StandardCharsets.UTF_8))
        .toList();
  }

  public boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }
}
