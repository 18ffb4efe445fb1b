package io.github.ocimaven.bench;

import io.github.ocimaven.testing.net.SlowLink;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The network between a client and the registry. */
enum Network {
  /** Nothing: plain HTTP on this machine. */
  LOOPBACK("loopback, plain HTTP", Duration.ZERO, SlowLink.UNLIMITED),
  /** A registry in the same part of the world, with bandwidth to spare. */
  TLS40("TLS, 40 ms round trip", Duration.ofMillis(40), SlowLink.UNLIMITED),
  /** The same with the bandwidth of an office or a home. */
  SLOW40("TLS, 40 ms round trip, 100 Mbit/s", Duration.ofMillis(40), 100_000_000);

  private final String title;
  private final Duration roundTrip;
  private final long bitsPerSecond;

  Network(String title, Duration roundTrip, long bitsPerSecond) {
    this.title = title;
    this.roundTrip = roundTrip;
    this.bitsPerSecond = bitsPerSecond;
  }

  /** The networks of a list such as {@code loopback,tls40}; all of them if it is blank. */
  static List<Network> parse(String names) {
    return names.isBlank()
        ? List.of(values())
        : Arrays.stream(names.split(",", -1))
            .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
            .toList();
  }

  String title() {
    return title;
  }

  Duration roundTrip() {
    return roundTrip;
  }

  /** The bandwidth of each direction, or {@link SlowLink#UNLIMITED}. */
  long bitsPerSecond() {
    return bitsPerSecond;
  }

  /** Whether there is neither a link nor TLS. */
  boolean isPlain() {
    return roundTrip.isZero();
  }
}
