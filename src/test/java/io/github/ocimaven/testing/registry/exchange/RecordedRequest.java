package io.github.ocimaven.testing.registry.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request that the registry has responded to, for assertions about the requests of a client.
 *
 * @param method the HTTP method
 * @param path the decoded path
 * @param query the raw query, empty when the request has none
 * @param headers the headers, found by name whatever its case
 * @param status the status of the response, 0 when the connection was dropped instead
 * @param bodyBytes the number of bytes of the body that had been read when the response was sent
 * @param contentLength the value of the Content-Length header
 * @param chunked whether the body came with Transfer-Encoding: chunked
 * @param remotePort a port that is different for each connection of a client
 */
public record RecordedRequest(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    int status,
    long bodyBytes,
    OptionalLong contentLength,
    boolean chunked,
    int remotePort) {

  static RecordedRequest of(RegistryRequest request, int status, long bodyBytes, int remotePort) {
    return new RecordedRequest(
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        status,
        bodyBytes,
        request.header("Content-Length").map(Long::parseLong).stream()
            .mapToLong(Long::longValue)
            .findFirst(),
        request.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent(),
        remotePort);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return HeaderMaps.first(headers, name);
  }

  /** The method, the path and the status: enough to assert a sequence of requests by strings. */
  public String summary() {
    return method + " " + path + " " + status;
  }
}
