package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Sends blobs to a registry and lists the requests. */
abstract class MonolithicUploadFixture {
  static final String UPLOADS = "/blobs/uploads/";
  static final int MOST = 4 * 1024 * 1024;
  static final TestBlob BLOB = TestBlob.random(1000, 1);

  final List<Long> sent = new ArrayList<>();
  EmbeddedRegistry registry;
  Repository repository;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
    repository = open();
    registry.clearRequests();
  }

  @AfterEach
  void stop() throws IOException {
    repository.close();
    registry.close();
  }

  Repository open() {
    var registries =
        new RetryingRepositories(
            Connections.anonymous().wholeUpTo(MOST).open(),
            new RetrySettings(3, Duration.ZERO),
            2,
            RetryListener.NONE);
    return registries.open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")));
  }

  void put(TestBlob blob) {
    repository.putBlob(blob.descriptor(), blob, sent::add);
  }

  static boolean isWholePut(RegistryRequest request) {
    return request.method().equals("PUT")
        && request.path().contains(UPLOADS)
        && request.header("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }

  /** Each request's method, status and body length. */
  List<String> requests() {
    return registry.requests().stream()
        .map(
            request ->
                request.method() + " " + request.status() + " " + request.contentLength().orElse(0))
        .toList();
  }

  void assertArrived(TestBlob blob) throws IOException {
    assertThat(registry.blob("acme/app", blob.digest())).contains(blob.bytes());
  }
}
