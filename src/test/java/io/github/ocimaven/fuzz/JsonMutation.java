package io.github.ocimaven.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes a JSON document in one place, to other JSON or to text that only looks like JSON. */
final class JsonMutation {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A placeholder in the tree for text that is not JSON, or that Jackson would write differently.
   */
  private static final String RAW = "@@RAW@@";

  /** A suffix that allows a name twice in the tree, and that is removed from the text. */
  private static final String AGAIN = "@@AGAIN@@";

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "-0",
          "1.5",
          "2.0",
          "1e2",
          "2147483648",
          "9000000000000000000",
          "9223372036854775807",
          "9223372036854775808",
          "1e400",
          "1e-400",
          "1e999999999",
          "-1e999999999",
          "1E2147483648",
          "NaN",
          "0x10",
          "1".repeat(400),
          "1".repeat(5_000),
          "0." + "1".repeat(5_000));

  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
          "application/vnd.oci.image.layer.v1.tar",
          "application/x",
          "text/plain; charset=utf-8",
          "a/" + "b".repeat(200),
          "/");

  private static final List<String> PATHS =
      List.of(
          "../../secret/document",
          "../secret/document",
          "..",
          ".",
          "/",
          "",
          "a/../manifest.json",
          "./manifest.json",
          "manifest.json",
          "blobs",
          "blobs/sha256",
          "/etc/hostname",
          "/dev/zero",
          "a\u0000b",
          "a\u001b[31mb\nc",
          "a\\..\\b",
          "C:\\windows",
          "a/".repeat(3_000));

  private static final List<String> TEXTS =
      List.of(
          "", "x", "\u0000", "\ud800", "\u001b[2J\r\n[INFO] BUILD SUCCESS", "\u202e", "é\ufffe");

  private final Dice dice;
  private final List<String> names;
  private String raw = "";

  /**
   * Creates a mutation.
   *
   * @param names the names of the image's files
   */
  JsonMutation(Dice dice, List<String> names) {
    this.dice = dice;
    this.names = names;
  }

  private record Spot(ContainerNode<?> container, String key, int index) {

    JsonNode value() {
      return index < 0 ? container.path(key) : container.path(index);
    }

    void set(JsonNode value) {
      if (container instanceof ObjectNode object) {
        object.set(key, value);
      } else if (container instanceof ArrayNode array) {
        array.set(index, value);
      }
    }
  }

  /** Returns the changed document, or the same one if it is not JSON. */
  byte[] apply(byte[] document) {
    JsonNode root;
    try {
      root = MAPPER.readTree(document);
    } catch (IOException e) {
      return document;
    }
    List<Spot> spots = new ArrayList<>();
    collect(root, spots);
    if (spots.isEmpty() || dice.percent(2)) {
      return deepOrWide().getBytes(StandardCharsets.UTF_8);
    }
    mutate(dice.pick(spots), spots);
    String text = root.toString().replace(AGAIN, "").replace("\"" + RAW + "\"", raw);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(JsonNode node, List<Spot> spots) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> spots.add(new Spot(object, field.getKey(), -1)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        spots.add(new Spot(array, "", i));
      }
    }
    node.forEach(child -> collect(child, spots));
  }

  private void mutate(Spot spot, List<Spot> spots) {
    if (dice.percent(50)) {
      spot.set(fitting(spot));
      return;
    }
    switch (dice.below(6)) {
      case 0 -> remove(spot);
      case 1 -> duplicate(spot);
      case 2 -> spot.set(dice.pick(spots).value().deepCopy());
      case 3 -> spot.set(raw(deepOrWide()));
      case 4 -> spot.set(raw("\"" + "y".repeat(1 << dice.below(19)) + "\""));
      default -> spot.set(any());
    }
  }

  private static void remove(Spot spot) {
    if (spot.container() instanceof ObjectNode object) {
      object.remove(spot.key());
    } else if (spot.container() instanceof ArrayNode array) {
      array.remove(spot.index());
    }
  }

  private void duplicate(Spot spot) {
    if (spot.container() instanceof ObjectNode object) {
      object.set(spot.key() + AGAIN, dice.percent(50) ? spot.value().deepCopy() : any());
    } else if (spot.container() instanceof ArrayNode array) {
      int times = dice.pick(List.of(1, 1, 2, 120, 600));
      JsonNode value = spot.value();
      if (value.toString().length() > 1_000) {
        times = 1; // leave the heap to the code under test
      }
      for (int i = 0; i < times; i++) {
        array.add(value);
      }
    }
  }

  /** Returns a value of the same kind: with it, a push reads more than with any other. */
  private JsonNode fitting(Spot spot) {
    String text = spot.value().asText();
    if (spot.value().isNumber()) {
      return raw(dice.pick(NUMBERS));
    }
    if (text.startsWith("sha256:")) {
      return TextNode.valueOf(digest(text));
    }
    if (text.startsWith("application/")) {
      return TextNode.valueOf(dice.pick(MEDIA_TYPES));
    }
    return spot.value().isTextual() ? text() : any();
  }

  private JsonNode text() {
    return TextNode.valueOf(
        switch (dice.below(4)) {
          case 0 -> dice.pick(PATHS);
          case 1 -> dice.pick(names);
          default -> dice.pick(TEXTS);
        });
  }

  private String digest(String digest) {
    String hex = digest.substring("sha256:".length());
    return switch (dice.below(10)) {
      case 0 -> "sha256:" + hex.toUpperCase(Locale.ROOT);
      case 1 -> "SHA256:" + hex;
      case 2 -> "sha512:" + hex + hex;
      case 3 -> "md5:" + hex.substring(0, Math.min(32, hex.length()));
      case 4 -> "sha256:" + hex.substring(0, dice.below(hex.length() + 1));
      case 5 -> "sha256:../../../secret/document";
      case 6 -> "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
      case 7 -> hex;
      case 8 -> "a".repeat(100_000) + ":" + hex;
      default -> {
        String name = dice.pick(names);
        yield "sha256:" + name.substring(name.lastIndexOf('/') + 1);
      }
    };
  }

  private JsonNode any() {
    return switch (dice.below(8)) {
      case 0 -> NullNode.getInstance();
      case 1 -> BooleanNode.TRUE;
      case 2 -> MAPPER.createObjectNode();
      case 3 -> MAPPER.createArrayNode();
      case 4 -> MAPPER.createArrayNode().addNull().add(1).add("x");
      case 5 -> raw(dice.pick(NUMBERS));
      case 6 -> MAPPER.createObjectNode().put("os", "linux").put("size", "1");
      default -> text();
    };
  }

  private String deepOrWide() {
    int depth = dice.pick(List.of(10, 400, 1_100, 30_000));
    if (dice.percent(10)) {
      // The most memory that a document within the size limit can take.
      return "[" + "[],".repeat(1_390_000) + "{}]";
    }
    return dice.percent(50)
        ? "[".repeat(depth) + (dice.percent(50) ? "]".repeat(depth) : "")
        : "{\"a\":".repeat(depth) + "1" + (dice.percent(50) ? "}".repeat(depth) : "");
  }

  private JsonNode raw(String text) {
    raw = text;
    return TextNode.valueOf(RAW);
  }
}
