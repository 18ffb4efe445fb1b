package io.github.ocimaven.testing.net;

import java.util.function.LongSupplier;

/** How many bytes may pass until the next interruption; those who pass some share it. */
final class ByteQuota {

  private final LongSupplier sizes;
  private long left;
  private long passed;
  private int exhaustions;
  private boolean lifted;

  /** Takes the size of the first quota, and of the next each time that one is used up. */
  ByteQuota(LongSupplier sizes) {
    this.sizes = sizes;
    left = sizes.getAsLong();
  }

  /**
   * Takes some bytes from the quota; where it does not hold as many it is used up, and the next one
   * begins.
   *
   * @return how many of the bytes may pass; fewer than were asked for mean that it was used up
   */
  synchronized int take(int bytes) {
    int granted = lifted ? bytes : (int) Math.min(bytes, left);
    passed += granted;
    left -= granted;
    if (granted < bytes) {
      exhaustions++;
      left = sizes.getAsLong();
    }
    return granted;
  }

  /** From now on everything may pass. */
  synchronized void lift() {
    lifted = true;
  }

  synchronized long passed() {
    return passed;
  }

  synchronized int exhaustions() {
    return exhaustions;
  }
}
