package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.ocimaven.Connections;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes read from a blob, depending on what the registry sends. */
class BlobReadTest extends BlobSenderFixture {

  @Test
  void failsWhereItBreaks() throws IOException {
    sender = (exchange, from) -> send(exchange, 200, BLOB.bytes(), 0, SIZE / 2);
    try (FullRepository repository = open()) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
                assertThat(e.transience()).map(when -> when.kind()).contains(Kind.PASSING);
              })
          .hasMessageStartingWith(
              "Cannot read blob " + BLOB.digest() + " from " + target().name() + ": ");
    }
  }

  /** Registries that do not support ranges return 200. */
  @ParameterizedTest
  @ValueSource(ints = {206, 200})
  void goesOnWhereItBroke(int status) throws IOException {
    sender =
        (exchange, from) -> {
          int sent = ranges.size() * (SIZE / 3);
          if (from == 0) {
            send(exchange, 200, BLOB.bytes(), 0, Math.min(SIZE, sent));
          } else {
            send(exchange, status, BLOB.bytes(), status == 206 ? from : 0, Math.min(SIZE, sent));
          }
        };
    try (FullRepository repository = retrying(2)) {
      assertThat(read(repository, BLOB.descriptor())).isEqualTo(BLOB.bytes());
    }
    assertThat(ranges).hasSize(3).first().isEqualTo(Optional.empty());
    assertThat(ranges.subList(1, 3)).allMatch(Optional::isPresent);
    assertThat(retries).hasSize(2);
  }

  @Test
  void givesUpWhereItDoesNotGetOn() throws IOException {
    sender = (exchange, from) -> send(exchange, from == 0 ? 200 : 206, BLOB.bytes(), from, from);
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("gave up after 3 attempts");
    }
    assertThat(ranges).hasSize(3);
  }

  @Test
  void takesNoOtherPartThanItAskedFor() throws IOException {
    sender =
        (exchange, from) -> {
          if (from == 0) {
            send(exchange, 200, BLOB.bytes(), 0, 1000);
          } else {
            send(exchange, 206, BLOB.bytes(), from + 1, SIZE);
          }
        };
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .hasMessageContaining("it sent a different part of the blob than requested");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesAnotherLengthBeforeItReads(int difference) throws IOException {
    byte[] other = Arrays.copyOf(BLOB.bytes(), SIZE + difference);
    sender = (exchange, from) -> send(exchange, 200, other, 0, other.length);
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> repository.blob(BLOB.descriptor()).open())
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it announced " + other.length + " bytes instead of " + SIZE);
    }
    assertThat(ranges).hasSize(1);
  }

  @Test
  void stopsWhereMoreComesThanThereMustBe() throws IOException {
    sender =
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, 0); // chunked
          exchange.getResponseBody().write(BLOB.bytes());
          exchange.getResponseBody().write('x');
        };
    try (FullRepository repository = retrying(3)) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it sent more than the expected " + SIZE + " bytes");
    }
    assertThat(ranges).hasSize(1);
  }

  @Test
  void takesNoBlobThatEndsTooSoonForWhole() throws IOException {
    sender =
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, 0); // chunked
          exchange.getResponseBody().write(BLOB.bytes(), 0, SIZE - 1);
        };
    try (FullRepository repository = open()) {
      assertThatThrownBy(() -> read(repository, BLOB.descriptor()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it ended after " + (SIZE - 1) + " of " + SIZE + " bytes");
    }
  }

  @Test
  void decodesNothing() throws IOException {
    sender =
        (exchange, from) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, BLOB.bytes(), 0, SIZE);
        };
    try (FullRepository repository = open()) {
      assertThat(read(repository, BLOB.descriptor())).isEqualTo(BLOB.bytes());
    }
  }

  @Test
  void aStorageHostSeesNoCredentials() throws IOException {
    List<Map.Entry<String, Boolean>> seen = new CopyOnWriteArrayList<>();
    HttpServer storage =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storage.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(
                Map.entry("storage", exchange.getRequestHeaders().containsKey("Authorization")));
            send(exchange, 200, BLOB.bytes(), 0, SIZE);
          }
        });
    storage.start();
    try {
      sender =
          (exchange, from) -> {
            boolean sent = exchange.getRequestHeaders().containsKey("Authorization");
            seen.add(Map.entry("registry", sent));
            if (sent) {
              exchange
                  .getResponseHeaders()
                  .set("Location", "http://127.0.0.1:" + storage.getAddress().getPort() + "/x");
              exchange.sendResponseHeaders(307, -1);
            } else {
              exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
              exchange.sendResponseHeaders(401, -1);
            }
          };
      try (FullRepository repository = open(Connections.as(new Login("u", "p", "a test")))) {
        assertThat(read(repository, BLOB.descriptor())).isEqualTo(BLOB.bytes());
      }
    } finally {
      storage.stop(0);
    }
    assertThat(seen)
        .containsExactly(
            Map.entry("registry", false), Map.entry("registry", true), Map.entry("storage", false));
  }
}
