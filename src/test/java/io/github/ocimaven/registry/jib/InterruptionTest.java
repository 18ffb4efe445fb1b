package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that waits for a registry is interrupted immediately. */
@Timeout(60)
class InterruptionTest extends StallingRegistryFixture {
  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "GET", "POST", "PATCH", "PUT"})
  void anInterruptedThreadDoesNotWaitForTheRegistry(String method) throws Exception {
    stall(method);

    Task task = new Task(() -> work(method));
    await(stalled);
    task.thread.interrupt();

    task.assertCancelledSoon();
    assertThat(task.interrupted).isTrue();
  }

  @Test
  void uploadsAreCancelledWhileOthersWaitForThem() throws Exception {
    stall("PUT");
    Task task = new Task(this::putBlob);
    await(stalled);

    registry.close();

    task.assertCancelledSoon();
    assertThat(server.requests("DELETE", "/blobs/uploads/")).hasSize(1);
    assertThat(server.requests("PUT", "/blobs/uploads/")).isEmpty();
  }

  @Test
  void anInterruptedThreadDoesNotWaitForAConnection() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Task task = new Task(() -> open("127.0.0.1:" + silent.getLocalPort()).close());
      silent.accept(); // and sends nothing
      task.thread.interrupt();

      task.assertCancelledSoon();
    }
  }

  @Test
  void noRequestBeginsInAnInterruptedThread() {
    server.clearRequests();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> registry.manifestDigest(ManifestName.tag("1")))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void otherThreadsGoOn() throws Exception {
    stall("GET");
    Task task = new Task(() -> work("GET"));
    await(stalled);
    task.thread.interrupt();
    task.assertCancelledSoon();

    assertThat(registry.manifestDigest(ManifestName.tag("1"))).isEmpty();
  }

  @Test
  void aRefusalStaysARefusal() {
    server.intercept(Interceptor.on("HEAD", "/manifests/", Answer.error(500, "UNKNOWN", "busy")));
    server.intercept(Interceptor.on("GET", "/manifests/", Answer.error(500, "UNKNOWN", "busy")));

    assertThatThrownBy(() -> registry.manifestDigest(ManifestName.tag("1")))
        .isInstanceOf(RegistryException.class);
  }
}
