package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.proxy.ProxySettingException;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The effect of closing a registry on requests, uploads and threads. */
@Timeout(60)
class ClosedRegistryTest extends StallingRegistryFixture {
  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "GET", "POST", "PATCH", "PUT"})
  void nobodyWaitsForARegistryThatIsClosed(String method) throws Exception {
    stall(method);

    Task task = new Task(() -> work(method));
    await(stalled);
    registry.close();

    task.assertCancelledSoon();
  }

  @Test
  void anUploadThatIsInterruptedIsCancelledWhenTheRegistryIsClosed() throws Exception {
    stall("PATCH");
    Task task = new Task(this::putBlob);
    await(stalled);
    task.thread.interrupt();
    task.assertCancelledSoon();
    released.countDown();

    registry.close();

    assertThat(server.requests("DELETE", "/blobs/uploads/"))
        .singleElement()
        .satisfies(request -> assertThat(request.status()).isEqualTo(204));
  }

  @Test
  void aBlobOnItsWayInOnePutIsCancelledWhenTheRegistryIsClosed() throws Exception {
    registry.close();
    registry = open(server.hostAndPort(), BLOB_BYTES);
    stall("PUT");
    Task task = new Task(this::putBlob);
    await(stalled);

    registry.close();

    task.assertCancelledSoon();
    assertThat(server.requests("DELETE", "/blobs/uploads/")).hasSize(1);
    assertThat(server.requests("PATCH", "")).isEmpty();
  }

  @Test
  void anUploadThatFailedIsCancelledWhenTheRegistryIsClosed() {
    server.intercept(Interceptor.on("PUT", "/uploads/", Answer.error(500, "UNKNOWN", "busy")));
    assertThatThrownBy(this::putBlob).isInstanceOf(RegistryException.class);

    registry.close();

    assertThat(server.requests("DELETE", "/blobs/uploads/")).hasSize(1);
  }

  @Test
  void anUploadThatAnotherOneReplacedIsCancelledWhenTheRegistryIsClosed() {
    Answer busy = Answer.error(500, "UNKNOWN", "busy");
    server.intercept(Interceptor.times(1, Interceptor.on("PUT", "/uploads/", busy)));
    assertThatThrownBy(this::putBlob).isInstanceOf(RegistryException.class);
    server.intercept(Interceptor.times(1, Interceptor.on("GET", "/uploads/", Answer.status(204))));
    putBlob();
    assertThat(server.requests("POST", "/blobs/uploads/")).hasSize(2);

    registry.close();

    assertThat(server.requests("DELETE", "/blobs/uploads/")).hasSize(1);
  }

  @Test
  void closingTakesNoLongerThanASecondOrSo() {
    server.intercept(Interceptor.on("PUT", "/uploads/", Answer.error(500, "UNKNOWN", "busy")));
    assertThatThrownBy(this::putBlob).isInstanceOf(RegistryException.class);
    stall("DELETE");
    long begin = System.nanoTime();

    registry.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(server.requests("DELETE", "/blobs/uploads/")).isEmpty();
  }

  private Set<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("oci-") && !threadsOfOthers.contains(thread))
        .collect(Collectors.toSet());
  }

  private static void assertEnd(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(5_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void nothingIsLeftOfWhatIsClosed() throws Exception {
    putBlob();
    Set<Thread> threads = ownThreads();
    assertThat(threads).isNotEmpty();

    registry.close();

    assertEnd(threads);
    assertThat(server.requests("DELETE", "")).isEmpty();
  }

  @Test
  void nothingIsLeftOfWhatCanNotBeOpened() throws Exception {
    registry.close();
    assertEnd(ownThreads());
    ProxyChooser broken =
        url -> {
          throw new ProxySettingException("the proxy of a test", "it is none");
        };
    Target target = new Target(server.hostAndPort(), "acme/app", List.of("1"));

    assertThatThrownBy(() -> Connections.anonymous().proxies(broken).open().open(target))
        .isInstanceOf(ProxySettingException.class);

    assertEnd(ownThreads());
  }

  @Test
  void noRequestBeginsOnceItIsClosed() {
    registry.close();
    server.clearRequests();

    assertThatThrownBy(() -> registry.manifestDigest(ManifestName.tag("1")))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(this::putBlob).isInstanceOf(CancellationException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void canBeClosedTwice() {
    registry.close();
    registry.close();
  }
}
