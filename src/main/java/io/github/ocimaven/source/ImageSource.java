package io.github.ocimaven.source;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The output of a build: one image or index, and all its content. */
public interface ImageSource extends Closeable {

  /** Returns the source's path, for messages. */
  String name();

  /** Returns the descriptor of the manifest or index to push. */
  Descriptor root();

  /**
   * Returns the file below the source's root that holds a descriptor's content, for findings.
   *
   * @param descriptor the descriptor of a blob, manifest or index
   */
  String file(Descriptor descriptor);

  /**
   * Looks up the content of a descriptor, without reading its bytes.
   *
   * @param descriptor the descriptor of a blob, manifest or index
   * @param findings gets an error if the file must not be sent (a link, for example)
   * @return the content, or empty if it is missing or there is a finding
   */
  Optional<Content> content(Descriptor descriptor, Findings findings);

  /**
   * Looks up all other blobs that are stored by digest, whether or not anything refers to them.
   * Their bytes are not read.
   *
   * @param known the digests to leave out
   * @param findings gets an error if the blobs can't be listed or looked up
   * @return the content by digest; empty if the source does not store content by digest
   */
  default Map<Digest, Content> otherBlobs(Set<Digest> known, Findings findings) {
    return Map.of();
  }

  /**
   * Returns what the user should know about the image, one sentence for the log each: that it has a
   * new digest, for example. Empty if the image is pushed as is.
   */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Returns the same image as an OCI manifest, whose config and layers have the same bytes. Only an
   * image whose manifest was generated, with Docker's media types, has that form.
   */
  default Optional<Manifest> ociForm() {
    return Optional.empty();
  }

  /** Returns the findings from opening the source. */
  Findings findings();
}
