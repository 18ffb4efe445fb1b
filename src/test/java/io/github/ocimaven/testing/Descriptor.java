package io.github.ocimaven.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An OCI content descriptor with its mandatory fields. */
public record Descriptor(String mediaType, String digest, long size) {

  public ObjectNode json() {
    return Json.object().put("mediaType", mediaType).put("digest", digest).put("size", size);
  }
}
