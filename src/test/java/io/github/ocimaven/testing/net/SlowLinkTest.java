package io.github.ocimaven.testing.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowLinkTest {

  private static final Duration ROUND_TRIP = Duration.ofMillis(40);
  private static final long MBIT = 1_000_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ServerSocket echo;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    echo.close();
    threads.shutdownNow();
  }

  @Test
  void aByteAndItsAnswerTakeARoundTrip() throws Exception {
    try (SlowLink link = open(SlowLink.UNLIMITED);
        Socket socket = connect(link)) {
      exchange(socket, 1);

      assertThat(fastest(() -> exchange(socket, 1))).isBetween(40L, 60L);
    }
  }

  @Test
  void aConnectionCostsARoundTripMore() throws Exception {
    try (SlowLink link = open(SlowLink.UNLIMITED)) {
      long millis =
          fastest(
              () -> {
                try (Socket socket = connect(link)) {
                  exchange(socket, 1);
                }
              });

      assertThat(millis).isBetween(80L, 120L);
    }
  }

  @Test
  void bytesFollowEachOtherWithoutWaiting() throws Exception {
    try (SlowLink link = open(SlowLink.UNLIMITED);
        Socket socket = connect(link)) {
      // In steps of 64 KiB, each with a response, this would take 10 s.
      assertThat(fastest(() -> exchange(socket, 16 << 20))).isLessThan(5_000);
    }
  }

  @Test
  void allConnectionsShareTheBandwidth() throws Exception {
    try (SlowLink link = open(8 * MBIT)) {
      long begin = System.nanoTime();
      List<Future<?>> transfers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        transfers.add(
            threads.submit(
                () -> {
                  try (Socket socket = connect(link)) {
                    exchange(socket, 125_000);
                  }
                  return null;
                }));
      }
      for (Future<?> transfer : transfers) {
        transfer.get();
      }

      // 500 kB at 1 MB/s, and the two round trips of a connection.
      assertThat(millisSince(begin)).isBetween(570L, 5_000L);
    }
  }

  private SlowLink open(long bitsPerSecond) throws IOException {
    return SlowLink.open("127.0.0.1:" + echo.getLocalPort(), ROUND_TRIP, bitsPerSecond);
  }

  private static Socket connect(SlowLink link) throws IOException {
    String address = link.hostAndPort();
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    socket.setTcpNoDelay(true);
    return socket;
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  /** The duration in milliseconds, undisturbed by other load on the machine. */
  private static long fastest(Action action) throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      action.run();
      fastest = Math.min(fastest, millisSince(begin));
    }
    return fastest;
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  /** Sends bytes and expects them back in order. */
  private void exchange(Socket socket, int bytes) throws Exception {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    OutputStream out = socket.getOutputStream();
    Future<?> sending =
        threads.submit(
            () -> {
              out.write(content);
              return null;
            });
    assertThat(socket.getInputStream().readNBytes(bytes)).isEqualTo(content);
    sending.get();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        threads.execute(() -> answer(socket));
      } catch (IOException e) {
        // Closed, which ends the loop.
      }
    }
  }

  private static void answer(Socket socket) {
    byte[] buffer = new byte[1 << 20];
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
