package io.github.ocimaven.registry.jib.upload;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a registry says it has of an upload (distribution-spec, "Pushing a blob in chunks").
 */
final class ReceivedRange {

  /** The spec wants no unit; some write it all the same. */
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(-1|[0-9]{1,18})");

  private ReceivedRange() {}

  /**
   * Returns how many bytes have arrived.
   *
   * @param headers the values of the header {@code Range}
   * @return the number, or nothing where the header does not tell. Nothing received is {@code 0-0}
   *     with distribution and {@code 0--1} with olareg and Gitea; the former may also be one byte,
   *     which is sent again then. That the digest does not fit ends such an upload, not the push.
   */
  static OptionalLong bytes(List<String> headers) {
    Matcher range = RANGE.matcher(headers.size() == 1 ? headers.get(0).strip() : "");
    if (!range.matches()) {
      return OptionalLong.empty();
    }
    long last = Long.parseLong(range.group(1));
    return OptionalLong.of(last <= 0 ? 0 : last + 1);
  }
}
