package io.github.ocimaven.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Digest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an image's config (image-spec, config.md): rules C1 to C3, C5 and C6. */
final class ConfigReader {

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]"
              + "(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]++)?+"
              + "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");

  private ConfigReader() {}

  /**
   * Reads a config.
   *
   * @param config the document
   * @param image whether it is an image's config; if not, violations of C1 and C2 are warnings
   * @return the config, or empty if its diff IDs can't be read
   */
  static Optional<ImageConfig> read(JsonPlace config, boolean image) {
    String architecture = text(config.at("architecture"), image);
    String os = text(config.at("os"), image);
    checkCreated(config.at("created"));
    checkLabels(config.at("config"));
    return diffIds(config.at("rootfs"), image)
        .map(
            diffIds ->
                new ImageConfig(
                    architecture, os, config.node().path("variant").textValue(), diffIds));
  }

  /** An empty string is valid: tools write it for things that run nowhere, such as signatures. */
  private static String text(JsonPlace place, boolean image) {
    if (place.node().isTextual()) {
      return place.node().textValue();
    }
    report(place, "C1", "a string", image);
    return "";
  }

  private static void report(JsonPlace place, String rule, String expected, boolean image) {
    if (image) {
      place.error(rule, expected);
    } else {
      place.warning(rule, expected);
    }
  }

  private static void checkLabels(JsonPlace config) {
    if (config.isAbsent()) {
      return;
    }
    if (!config.node().isObject()) {
      config.error("C5", "an object");
    }
    Annotations.strings(config.at("Labels"), "C5");
  }

  private static void checkCreated(JsonPlace created) {
    if (!created.isAbsent()
        && !(created.node().isTextual() && isDateTime(created.node().textValue()))) {
      created.error("C6", "a date and time such as 2001-02-03T04:05:06Z (RFC 3339)");
    }
  }

  /** The JDK's formats differ from RFC 3339; they allow seconds to be missing, for example. */
  private static boolean isDateTime(String text) {
    Matcher matcher = DATE_TIME.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Integer.parseInt(matcher.group(3)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The list may be missing in an image without layers: Docker writes such configs. */
  private static Optional<List<Digest>> diffIds(JsonPlace rootfs, boolean image) {
    if (!rootfs.node().isObject()) {
      report(rootfs, "C2", "an object of the type \"layers\"", image);
      return Optional.empty();
    }
    JsonPlace type = rootfs.at("type");
    if (!"layers".equals(type.node().textValue())) {
      report(type, "C2", "\"layers\"", image);
    }
    JsonPlace list = rootfs.at("diff_ids");
    if (list.isAbsent()) {
      return Optional.of(List.of());
    }
    if (!list.node().isArray()) {
      list.error("C3", "an array of digests");
      return Optional.empty();
    }
    List<Digest> diffIds = new ArrayList<>();
    for (int i = 0; i < list.node().size(); i++) {
      diffId(list.at(i)).ifPresent(diffIds::add);
    }
    return diffIds.size() == list.node().size() ? Optional.of(diffIds) : Optional.empty();
  }

  private static Optional<Digest> diffId(JsonPlace place) {
    JsonNode node = place.node();
    String problem = "";
    if (node.isTextual()) {
      try {
        return Optional.of(Digest.parse(node.textValue()));
      } catch (IllegalArgumentException e) {
        problem = " (" + e.getMessage() + ")";
      }
    }
    place.error("C3", JsonPlace.describe(node) + problem, "a digest, sha256:<64 hex digits>");
    return Optional.empty();
  }
}
