package io.github.ocimaven.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Writes documents that are not in a source. A source's own documents are never re-serialized.
 *
 * <p>The bytes are the same as Jib's (no white space; fields in the order of the specification's
 * examples), so that an image built by Jib has the digest that Jib announced.
 */
public final class DocumentWriter {

  private static final String ANNOTATIONS = "annotations";
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DocumentWriter() {}

  /**
   * Writes an image manifest.
   *
   * @param format the media types to use
   * @param config its config
   * @param layers its layers, the base layer first
   * @return the document's bytes
   */
  public static byte[] manifest(ImageFormat format, Descriptor config, List<Descriptor> layers) {
    ObjectNode manifest = document(format.manifest().name());
    manifest.set("config", descriptor(config));
    ArrayNode array = manifest.putArray("layers");
    layers.forEach(layer -> array.add(descriptor(layer)));
    return write(manifest);
  }

  /**
   * Writes an index.
   *
   * @param format the media types to use
   * @param manifests its manifests
   * @return the document's bytes
   */
  public static byte[] index(ImageFormat format, List<Descriptor> manifests) {
    ObjectNode index = document(format.index().name());
    ArrayNode array = index.putArray("manifests");
    manifests.forEach(manifest -> array.add(descriptor(manifest)));
    return write(index);
  }

  /**
   * Removes manifests from an index. Everything else in it is kept.
   *
   * @param index a document already found valid
   * @param kept the positions of the manifests to keep, from 0
   * @return the new document's bytes
   */
  public static byte[] selectManifests(byte[] index, Set<Integer> kept) {
    try {
      ObjectNode document = (ObjectNode) tree(index);
      JsonNode manifests = document.path("manifests");
      ArrayNode array = NODES.arrayNode();
      for (int i = 0; i < manifests.size(); i++) {
        if (kept.contains(i)) {
          array.add(manifests.get(i));
        }
      }
      document.set("manifests", array);
      return write(document);
    } catch (IOException e) {
      throw new UncheckedIOException("the document was read before", e);
    }
  }

  /**
   * Sets annotations in a manifest or index. Everything else in it is kept, byte for byte.
   *
   * @param document a document of an OCI media type, already found valid
   * @param annotations the annotations to set; others are kept
   * @return the new document's bytes; equal to the old ones if it already has these annotations
   */
  public static byte[] annotate(byte[] document, SortedMap<String, String> annotations) {
    try {
      JsonNode present = tree(document).path(ANNOTATIONS);
      byte[] object =
          present.isObject() ? JsonEdit.get(document, ANNOTATIONS).orElseThrow() : EMPTY_OBJECT;
      boolean changed = false;
      for (Map.Entry<String, String> annotation : annotations.entrySet()) {
        String name = annotation.getKey();
        if (!annotation.getValue().equals(present.path(name).textValue())) {
          object = JsonEdit.set(object, name, write(NODES.textNode(annotation.getValue())));
          changed = true;
        }
      }
      return changed ? JsonEdit.set(document, ANNOTATIONS, object) : document.clone();
    } catch (IOException e) {
      throw new UncheckedIOException("the document was read before", e);
    }
  }

  private static JsonNode tree(byte[] document) throws IOException {
    return JsonTree.read(JsonTree.JSON.createParser(document));
  }

  private static ObjectNode document(String mediaType) {
    return NODES.objectNode().put("schemaVersion", 2).put("mediaType", mediaType);
  }

  private static ObjectNode descriptor(Descriptor descriptor) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("mediaType", descriptor.mediaType().name())
            .put("digest", descriptor.digest().toString())
            .put("size", descriptor.size());
    Platform platform = descriptor.platform();
    if (platform != null) {
      ObjectNode node = json.putObject("platform");
      node.put("architecture", platform.architecture()).put("os", platform.os());
      if (platform.variant() != null) {
        node.put("variant", platform.variant());
      }
    }
    return json;
  }

  /** Writes a tree of JSON values. */
  static byte[] write(JsonNode document) {
    var bytes = new ByteArrayOutputStream();
    try {
      JsonTree.write(document, JsonTree.JSON.createGenerator(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
    return bytes.toByteArray();
  }
}
