package io.github.ocimaven.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that only depend on a seed. */
record Dice(SplittableRandom random) {

  /** Creates the dice for one input, which do not depend on earlier inputs. */
  static Dice of(long seed, long input) {
    return new Dice(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + input));
  }

  /** Returns a number from 0 up to, but not including, the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
