package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registries that are unreachable or stop responding: the message names each with the reason. */
class UnreachableRegistryTest extends RegistryFailureFixture {
  @Test
  void unknownHost() {
    assertFailure(
        "registry.invalid", null, Reason.UNKNOWN_HOST, "registry.invalid is unknown", "spelling");
  }

  @Test
  void unknownHostThatALocationNames() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.status(202).withHeader("Location", "https://storage.invalid:8443/up?sig=abc"),
          Reason.UNKNOWN_HOST,
          "the host of storage.invalid:8443, where the registry sent us, is unknown");
    }
  }

  @Test
  void refusalWhereALocationLeads() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        EmbeddedRegistry storage = EmbeddedRegistry.start()) {
      storage.intercept(Interceptor.always(Answer.html(404, "<html>NoSuchUpload</html>")));
      assertFailure(
          registry,
          Answer.status(202).withHeader("Location", storage.url() + "/up?sig=abc"),
          Reason.REFUSED,
          storage.hostAndPort() + ", where the registry sent us, responded with 404; ");
    }
  }

  @Test
  void plainHttpBehindALocationOfHttps() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        EmbeddedRegistry storage = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.status(202)
              .withHeader("Location", "https://" + storage.hostAndPort() + "/up?sig=abc"),
          Reason.UNREACHABLE,
          "the TLS connection to "
              + storage.hostAndPort()
              + ", where the registry sent us, failed (");
    }
  }

  @Test
  void connectionRefused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertFailure("127.0.0.1:" + port, null, Reason.UNREACHABLE, "refused", "check that");
  }

  @Test
  void silence() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String registry = "127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(() -> push(registry, null, Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT))
          .hasMessageContainingAll(registry, "silent for 1 seconds", "'timeout'");
    }
  }

  @Test
  void stopsTakingWhatIsSent() throws IOException {
    TestImages.layout(directory.resolve("oci")).randomLayer(30_000_000, 1).refName("big").write();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        ServerSocket stuck = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // No process accepts the connection: the kernel takes it and a little of the sent data, no
      // more.
      String location = "http://127.0.0.1:" + stuck.getLocalPort() + "/upload";
      registry.intercept(
          Interceptor.on(
              "POST", "/blobs/uploads/", Answer.status(202).withHeader("Location", location)));
      var registries = Connections.anonymous().connections(1).timeout(Duration.ofSeconds(1)).open();
      Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));

      assertThatThrownBy(
              () ->
                  new Pusher(registries, PushListener.NONE)
                      .push(Requests.push(directory, "oci", "big", List.of(target), 1, false)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT))
          .hasMessageContaining("upload blob");
    }
  }

  @Test
  void certificateNotTrusted() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(certificates).start()) {
      assertFailure(
          registry.localhost(),
          null,
          Reason.UNTRUSTED_CERTIFICATE,
          "certificate of " + registry.localhost() + " is not trusted",
          "trust store",
          "set 'insecure' to true");
      assertThat(registry.requests()).isEmpty();
    }
  }
}
