package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.Registry;
import io.github.ocimaven.registry.proxy.ProxySettingException;
import io.github.ocimaven.testing.Answer;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.Interceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits for a registry hears at once that the push is over. */
@Timeout(60)
class InterruptionTest {

  private static final int BLOB_BYTES = 64 * 1024 * 1024;
  private static final Duration SOON = Duration.ofSeconds(5);

  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Set<Thread> threadsOfOthers = Thread.getAllStackTraces().keySet();
  private EmbeddedRegistry server;
  private Registry registry;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedRegistry.start();
    registry = open(server.hostAndPort());
  }

  private static Registry open(String host) {
    return open(host, 0);
  }

  private static Registry open(String host, long wholeUpTo) {
    return Connections.anonymous()
        .wholeUpTo(wholeUpTo)
        .open()
        .open(new Target(host, "acme/app", List.of("1")));
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    registry.close();
    server.close();
  }

  /** Does not answer such a request, and does not take its body. */
  private void stall(String method) {
    server.intercept(
        request -> {
          if (request.method().equals(method)) {
            stalled.countDown();
            awaitRelease();
          }
          return Optional.empty();
        });
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is stopped
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a thread of its own does. */
  private static final class Task {

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private boolean interrupted;

    Task(Runnable work) {
      thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException e) {
                  failure.set(e);
                }
                interrupted = Thread.interrupted();
              });
      thread.start();
    }

    void assertCancelledSoon() throws InterruptedException {
      thread.join(SOON.toMillis());
      assertThat(thread.isAlive()).isFalse();
      assertThat(failure.get()).isInstanceOf(CancellationException.class);
    }
  }

  private void putBlob() {
    byte[] bytes = new byte[BLOB_BYTES];
    Content content =
        new Content() {
          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public String location() {
            return "a blob";
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(bytes);
          }
        };
    Descriptor blob = new Descriptor(MediaType.OCI_LAYER, Digest.sha256(bytes), bytes.length);
    registry.putBlob(blob, content, sent -> {});
  }

  private void work(String method) {
    switch (method) {
      case "HEAD" -> registry.manifestDigest("1");
      case "GET" -> registry.storedDigest("1");
      default -> putBlob();
    }
  }

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
  void anInterruptedThreadDoesNotWaitForAConnection() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Task task = new Task(() -> open("127.0.0.1:" + silent.getLocalPort()).close());
      silent.accept(); // and not a word
      task.thread.interrupt();

      task.assertCancelledSoon();
    }
  }

  @Test
  void noRequestBeginsOnceItIsClosed() {
    registry.close();
    server.clearRequests();

    assertThatThrownBy(() -> registry.manifestDigest("1"))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(this::putBlob).isInstanceOf(CancellationException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void noRequestBeginsInAnInterruptedThread() {
    server.clearRequests();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> registry.manifestDigest("1"))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void canBeClosedTwice() {
    registry.close();
    registry.close();
  }

  @Test
  void otherThreadsGoOn() throws Exception {
    stall("GET");
    Task task = new Task(() -> work("GET"));
    await(stalled);
    task.thread.interrupt();
    task.assertCancelledSoon();

    assertThat(registry.manifestDigest("1")).isEmpty();
  }

  @Test
  void aRefusalStaysARefusal() {
    server.intercept(Interceptor.on("HEAD", "/manifests/", Answer.error(500, "UNKNOWN", "busy")));
    server.intercept(Interceptor.on("GET", "/manifests/", Answer.error(500, "UNKNOWN", "busy")));

    assertThatThrownBy(() -> registry.manifestDigest("1")).isInstanceOf(RegistryException.class);
  }
}
