package io.github.ocimaven.mojo.annotation;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.source.AnnotateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The time that a reproducible build writes instead of the current time: the property {@code
 * project.build.outputTimestamp}, else the variable {@code SOURCE_DATE_EPOCH}, read as Maven's own
 * plugins read them. A property of a single character that is not a digit counts as unset.
 */
final class OutputTimestamp {

  static final String PROPERTY = "project.build.outputTimestamp";
  static final String VARIABLE = "SOURCE_DATE_EPOCH";

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

  /** RFC 3339 has years of four digits. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private OutputTimestamp() {}

  /**
   * Reads the time.
   *
   * @param properties returns the build's property of a name
   * @return the time in UTC in the format of RFC 3339, in whole seconds, or empty if none is set
   * @throws AnnotateException if it is neither a date with time nor a number of seconds
   */
  static Optional<String> read(
      Function<String, Optional<String>> properties, UserEnvironment user) {
    return properties
        .apply(PROPERTY)
        .map(String::strip)
        .filter(value -> value.length() > 1 || SECONDS.matcher(value).matches())
        .map(value -> format(PROPERTY, value))
        .or(() -> user.variable(VARIABLE).map(value -> format(VARIABLE, value.strip())));
  }

  private static String format(String name, String value) {
    try {
      Instant time =
          SECONDS.matcher(value).matches()
              ? Instant.ofEpochSecond(Long.parseLong(value))
              // A time without an offset is UTC, so that the builder's time zone does not matter.
              : DateTimeFormatter.ISO_DATE_TIME
                  .withZone(ZoneOffset.UTC)
                  .parse(value, Instant::from)
                  .truncatedTo(ChronoUnit.SECONDS);
      if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
        return time.toString();
      }
    } catch (DateTimeException e) {
      // Rejected below, with our message.
    }
    throw AnnotateException.ofTimestamp(name, value);
  }
}
