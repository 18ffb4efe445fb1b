package io.github.ocimaven.registry.jib.upload;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses how much of an upload a registry has received (distribution-spec, "Pushing a blob in
 * chunks").
 */
final class ReceivedRange {

  /** The spec has no unit here; some registries send one anyway. */
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(-1|[0-9]{1,18})");

  private ReceivedRange() {}

  /**
   * Returns the number of bytes received.
   *
   * @param headers the values of the header {@code Range}
   * @return the number, or empty if the header does not say. For no bytes, distribution sends
   *     {@code 0-0}, olareg and Gitea {@code 0--1}. {@code 0-0} may also mean one byte, which is
   *     then sent again; the resulting digest mismatch ends that upload, but not the push.
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
