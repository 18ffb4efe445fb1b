package io.github.ocimaven.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Changes bytes regardless of their meaning, or single fields of a tar's headers. */
final class ByteMutation {

  private static final int BLOCK = 512;

  /**
   * Offsets and lengths of a header's fields (POSIX.1-1988). Size, type and prefix are listed
   * twice, to change them more often.
   */
  private static final int[][] FIELDS = {
    {0, 100},
    {100, 8},
    {108, 8},
    {116, 8},
    {124, 12},
    {124, 12},
    {136, 12},
    {156, 1},
    {156, 1},
    {157, 100},
    {257, 8},
    {265, 32},
    {329, 8},
    {345, 155},
    {345, 155},
    {386, 96},
    {482, 18}
  };

  private final Dice dice;

  ByteMutation(Dice dice) {
    this.dice = dice;
  }

  /** Changes bytes at a random position. */
  byte[] anywhere(byte[] bytes) {
    if (bytes.length == 0) {
      return dice.bytes(1 + dice.below(600));
    }
    int from = dice.below(bytes.length);
    int length = 1 + dice.below(Math.min(bytes.length - from, 1 << dice.below(14)));
    byte[] range = Arrays.copyOfRange(bytes, from, from + length);
    return switch (dice.below(7)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> insert(bytes, from, dice.bytes(length));
      case 2 -> insert(bytes, from, range);
      case 3 -> insert(bytes, dice.below(bytes.length), new byte[BLOCK * (1 + dice.below(3))]);
      case 4 -> remove(bytes, from, length);
      case 5 -> {
        byte[] changed = bytes.clone();
        Arrays.fill(
            changed, from, from + length, (byte) (int) dice.pick(List.of(0, 0xff, 0x7f, 0x37)));
        yield changed;
      }
      default -> flip(bytes);
    };
  }

  private byte[] flip(byte[] bytes) {
    byte[] changed = bytes.clone();
    int flips = 1 + dice.below(8);
    for (int i = 0; i < flips; i++) {
      changed[dice.below(changed.length)] ^= (byte) (1 << dice.below(8));
    }
    return changed;
  }

  private static byte[] insert(byte[] bytes, int at, byte[] more) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, changed, at, more.length);
    System.arraycopy(bytes, at, changed, at + more.length, bytes.length - at);
    return changed;
  }

  private static byte[] remove(byte[] bytes, int from, int length) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, from + length, changed, from, changed.length - from);
    return changed;
  }

  /** Changes a field of one of a tar's headers. */
  byte[] header(byte[] tar) {
    List<Integer> headers = headers(tar);
    if (headers.isEmpty()) {
      return anywhere(tar);
    }
    byte[] changed = tar.clone();
    int[] field = FIELDS[dice.below(FIELDS.length)];
    byte[] value = value(field[1]);
    System.arraycopy(value, 0, changed, dice.pick(headers) + field[0], value.length);
    return changed;
  }

  private byte[] value(int length) {
    if (length == 1) {
      return text(dice.pick(List.of("0123456 7DKLMNSVXgx\0".split(""))), 1);
    }
    long number = dice.random().nextLong() >>> dice.below(64);
    return switch (dice.below(7)) {
      case 0 -> dice.bytes(length);
      case 1 -> text(Long.toOctalString(number), length);
      case 2 -> text("7".repeat(length), length);
      case 3 -> text(String.format(Locale.ROOT, "%" + length + "d", -dice.below(1000)), length);
      case 4 -> text("../".repeat(dice.below(8)) + "secret/document", length);
      case 5 -> {
        byte[] binary = dice.bytes(length);
        binary[0] = dice.pick(List.of(0x80, 0xff, 0xc0)).byteValue();
        if (dice.percent(50)) {
          Arrays.fill(binary, 1, length / 2, binary[0] == (byte) 0xff ? (byte) 0xff : 0);
        }
        yield binary;
      }
      default -> new byte[length];
    };
  }

  private static byte[] text(String text, int length) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
  }

  /** Writes the right checksum to all headers, so that a reader continues after it. */
  static byte[] repair(byte[] tar) {
    byte[] repaired = tar.clone();
    for (int at : headers(tar)) {
      Arrays.fill(repaired, at + 148, at + 156, (byte) ' ');
      int sum = 0;
      for (int i = at; i < at + BLOCK; i++) {
        sum += repaired[i] & 0xff;
      }
      byte[] checksum = text(String.format(Locale.ROOT, "%06o\0 ", sum), 8);
      System.arraycopy(checksum, 0, repaired, at + 148, 8);
    }
    return repaired;
  }

  private static List<Integer> headers(byte[] tar) {
    List<Integer> headers = new ArrayList<>();
    for (int at = 0; at + BLOCK <= tar.length; at += BLOCK) {
      if (new String(tar, at + 257, 5, StandardCharsets.US_ASCII).equals("ustar")) {
        headers.add(at);
      }
    }
    return headers;
  }
}
