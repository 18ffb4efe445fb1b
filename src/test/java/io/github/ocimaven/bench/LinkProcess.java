package io.github.ocimaven.bench;

import io.github.ocimaven.testing.net.SlowLink;
import java.io.IOException;
import java.time.Duration;

/**
 * The process of the link. It reads the address of the registry, and responds with the address of
 * the link.
 */
public final class LinkProcess {

  /** The system property with the round trip in milliseconds. */
  static final String ROUND_TRIP = "link.roundTrip";

  /** The system property with the bandwidth in bits per second, or 0. */
  static final String BANDWIDTH = "link.bandwidth";

  private LinkProcess() {}

  /**
   * Opens one link after another, closing the previous one.
   *
   * @param args none
   * @throws IOException if standard input can't be read
   */
  public static void main(String[] args) throws IOException {
    ChildJvm.answer(new Links()::open);
  }

  private static final class Links {

    private SlowLink last;

    String open(String registry) throws IOException {
      if (last != null) {
        last.close();
      }
      last =
          SlowLink.open(
              registry, Duration.ofMillis(Long.getLong(ROUND_TRIP)), Long.getLong(BANDWIDTH));
      return last.hostAndPort();
    }
  }
}
