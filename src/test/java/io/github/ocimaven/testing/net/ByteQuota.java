package io.github.ocimaven.testing.net;

import java.util.function.LongSupplier;

/** The number of bytes that may pass until the next interruption, shared by all connections. */
final class ByteQuota {

  private final LongSupplier sizes;
  private long left;
  private long passed;
  private int exhaustions;
  private boolean lifted;

  /**
   * Creates a quota from a supplier of the size of the first quota, and of the next one each time
   * one is used up.
   */
  ByteQuota(LongSupplier sizes) {
    this.sizes = sizes;
    left = sizes.getAsLong();
  }

  /**
   * Takes some bytes from the quota; if it does not hold as many, it is used up, and the next one
   * begins.
   *
   * @return how many of the bytes may pass; fewer than requested mean that the quota was used up
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
