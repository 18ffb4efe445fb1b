package io.github.ocimaven.source;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a build produced: one image or index, and the content of what it is made of. */
public interface ImageSource extends Closeable {

  /** Returns the source's path, for messages. */
  String name();

  /** Returns the descriptor of the manifest or index to push. */
  Descriptor root();

  /**
   * Returns the file below the source's root that holds a descriptor's content, for findings.
   *
   * @param descriptor of a blob, manifest or index
   */
  String file(Descriptor descriptor);

  /**
   * Looks up what a descriptor stands for. Its bytes are not read.
   *
   * @param descriptor of a blob, manifest or index
   * @param findings gets an error where something lies there that must not be sent
   * @return the content, or nothing where it is missing or there is a finding
   */
  Optional<Content> content(Descriptor descriptor, Findings findings);

  /**
   * Looks up what else is stored under its digest, which nothing need refer to. No byte of it is
   * read.
   *
   * @param known the digests to leave out
   * @param findings gets an error where something lies there that can't be read
   * @return the content by its digest; empty where the source stores nothing by digests
   */
  default Map<Digest, Content> otherBlobs(Set<Digest> known, Findings findings) {
    return Map.of();
  }

  /**
   * Returns what whoever pushes should know about the image, each a sentence for the log: for
   * example that its digest is a new one. Empty where the image is pushed as it is.
   */
  default List<String> notes() {
    return List.of();
  }

  /** Returns what was found wrong when the source was opened. */
  Findings findings();
}
