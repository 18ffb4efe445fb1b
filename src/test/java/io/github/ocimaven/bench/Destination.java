package io.github.ocimaven.bench;

import io.github.ocimaven.testing.tool.DockerRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A separate registry for one push, so that no contestant profits from another one's uploads; its
 * storage is deleted with it.
 *
 * @param network the network in front of the registry
 * @param registry the server
 * @param address {@code HOST:PORT} of the registry as clients see it, at the near end of the
 *     network
 * @param metricsPort the port of its counters
 * @param ca the certificate of its CA, as PEM
 * @param trustStore the same as PKCS#12
 */
record Destination(
    Network network,
    DockerRegistry registry,
    String address,
    int metricsPort,
    Path ca,
    Path trustStore)
    implements AutoCloseable {

  /** The tag of all pushed images. */
  static final String TAG = "1.0";

  /** The URL of something below {@code /v2/}. */
  String url(String path) {
    return (network.isPlain() ? "http://" : "https://") + address + "/v2/" + path;
  }

  /** The reference of an image. */
  String reference(String repository) {
    return address + "/" + repository + ":" + TAG;
  }

  /** The registry's processor time so far. */
  long cpuNanos() {
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::info)
        .filter(info -> info.command().orElse("").endsWith(DockerRegistry.TOOL))
        .flatMap(info -> info.totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** The registry's counters so far. */
  Traffic traffic() throws IOException, InterruptedException {
    String metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return new Traffic(
        sum(metrics, "registry_http_requests_total{"),
        sum(metrics, "registry_http_request_size_bytes_sum{"));
  }

  /**
   * The traffic at a registry.
   *
   * @param requests the number of requests
   * @param bytes their total size; a body without a Content-Length counts as 0
   */
  record Traffic(long requests, long bytes) {

    Traffic since(Traffic before) {
      return new Traffic(requests - before.requests, bytes - before.bytes);
    }
  }

  /** Fails unless the tag names an image whose blobs are all stored in full. */
  void verify(String repository, BenchImage image, boolean unchanged) throws IOException {
    new StoredImages(registry.storage()).verify(repository, image, unchanged);
  }

  /** Whether the repository has the blob. */
  boolean has(String repository, String digest) {
    return Files.exists(new StoredImages(registry.storage()).layerLink(repository, digest));
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }

  private static long sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
